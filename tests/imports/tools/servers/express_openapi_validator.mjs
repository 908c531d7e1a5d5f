// An Express server that answers with the examples of the document; the validator judges both ways.
import { readFileSync } from "node:fs";
import express from "express";
import OpenApiValidator from "express-openapi-validator";

const [path, port] = process.argv.slice(2);
const document = JSON.parse(readFileSync(path, "utf-8"));
const app = express();
app.use(express.json());
app.use(
  OpenApiValidator.middleware({
    apiSpec: structuredClone(document),
    validateApiSpec: true,
    validateRequests: true,
    validateResponses: true,
    validateSecurity: {
      handlers: { basicAuth: (request) => Boolean(request.headers.authorization) },
    },
  }),
);
app.use((request, response) => {
  const operation = document.paths[request.openapi.openApiRoute.replace("/v1", "")][request.method.toLowerCase()];
  const { examples } = operation.responses["200"].content["application/json"];
  response.json(Object.values(examples)[0].value);
});
app.use((error, request, response, next) => {
  response.status(error.status ?? 500).json({ status_code: error.status, error: error.message });
});
app.listen(Number(port), "127.0.0.1");
