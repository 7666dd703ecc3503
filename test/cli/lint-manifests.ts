// Manifests for tests of what lint does with findings; what is found in them is the rules' own tests' business.

/** `type: nodePort` is refused (service-type-value, line 6) and can be fixed safely. */
export const wrongType = `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  type: nodePort
  ports:
    - port: 80
`;

export const rightType = wrongType.replace('nodePort', 'NodePort');

/** Characters of two columns and of two UTF-16 units stand before `tcp` (protocol-value). */
export const wide = `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  ports:
    - {port: 80, protocol: tcp} # 1
    - {name: "示例🚀", port: 81, protocol: tcp}
`;

export const fine = `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  ports:
    - port: 80
`;

/** The selector misses the Deployment's Pods by a letter: a warning, with the other object as related place. */
export const nearMiss = `apiVersion: v1
kind: Service
metadata:
  name: orders
spec:
  selector:
    app: order
  ports:
    - port: 80
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: orders
spec:
  selector:
    matchLabels:
      app: orders
  template:
    metadata:
      labels:
        app: orders
    spec:
      containers:
        - name: orders
          image: orders:1
          ports:
            - containerPort: 80
`;

/** Cut off in a flow mapping. */
export const broken = `apiVersion: v1
kind: Service
metadata: {name: web
spec:
  ports:
    - port: 80
`;

/** Two safe fixes, one of them on a line with a template expression. */
export const templated = `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  type: nodePort
  ports:
    - {name: a, port: 80, protocol: TCP}
    - {name: b, port: 81, protocol: tcp, appProtocol: {{ .Values.application }}}
`;
