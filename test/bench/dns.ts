// Measures DNS answers: `npm run bench:dns`. Per question in process, beside CoreDNS's own code in a Go benchmark (`go` in
// PATH and github.com/coredns/coredns@v1.15.0 among its modules); then `serve` under dnsperf, beside a real CoreDNS
// (COREDNS=path or in PATH) that serves the same records from a `file` zone. What is missing is said.
import { measureQuestions } from './dns-questions.ts';
import { measureServe } from './dns-serve.ts';

measureQuestions();
await measureServe();
