// Invariant: plain data only; this is all that the client imports from the server, and it imports nothing.
export {};
