// Use the client that hey-api generates. Arguments: the API's address and a key.
import { cancelTask, createTranscriptionTask, listTasks, retrieveTask } from "./client";
import type { ErrorResponse, Task, TaskList, TranscriptionRequest } from "./client";
import { createClient } from "./client/client";

const [baseUrl, key] = process.argv.slice(2) as [string, string];
const client = createClient({ baseUrl, auth: `${key}:` });
const stranger = createClient({ baseUrl });
const body: TranscriptionRequest = {
  callback_url: "https://example.com/callbacks/scale",
  instruction: "Copy the shop and the amount from the receipt.",
  attachment_type: "image",
  attachment: "https://example.com/receipts/lunch.jpg",
  fields: { shop: "The name of the shop" },
};

type Step = [string, string, string | number];

function task(name: string, data: Task | undefined): Step {
  if (data?.type !== "transcription") throw new Error(`${name}: no transcription task`);
  const asked: string | undefined = data.params.fields.shop;
  if (asked !== body.fields.shop) throw new Error(`${name}: ${asked}`);
  return [name, "TranscriptionTask", data.status];
}

function list(data: TaskList | undefined): Step {
  if (!data) throw new Error("list: no page");
  return ["list", "TaskList", data.total];
}

function failure(name: string, error: ErrorResponse | undefined): Step {
  if (!error?.error) throw new Error(`${name}: no error`);
  return [name, "ErrorResponse", error.status_code];
}

async function main(): Promise<void> {
  const created = await createTranscriptionTask({ client, body });
  const task_id = created.data?.task_id ?? "";
  const path = { task_id };
  const steps: Step[] = [
    task("create", created.data),
    task("retrieve", (await retrieveTask({ client, path })).data),
    list((await listTasks({ client })).data),
    task("cancel", (await cancelTask({ client, path })).data),
    failure("cancel again", (await cancelTask({ client, path })).error),
    failure("retrieve another", (await retrieveTask({ client, path: { task_id: "absent" } })).error),
    failure("create without a key", (await createTranscriptionTask({ client: stranger, body })).error),
  ];
  console.log(JSON.stringify(steps));
}

void main();
