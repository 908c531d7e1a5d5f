# Use the client that openapi-generator makes. Arguments: the API's address and a key.
$LOAD_PATH.unshift File.join(Dir.pwd, "client", "lib")
require "json"
require "uri"
require "openapi_client"

url, key = ARGV
address = URI(url)
configuration = lambda do |username|
  OpenapiClient::Configuration.new do |config|
    config.scheme = address.scheme
    config.host = "#{address.host}:#{address.port}"
    config.base_path = address.path
    config.server_index = nil
    config.username = username
    config.password = ""
  end
end
client = OpenapiClient::ApiClient.new(configuration.call(key))
stranger = OpenapiClient::ApiClient.new(configuration.call(nil))
create = OpenapiClient::CreateTasksApi.new(client)
tasks = OpenapiClient::TaskOperationsApi.new(client)
request = OpenapiClient::TranscriptionRequest.new(
  callback_url: "https://example.com/callbacks/scale",
  instruction: "Copy the shop and the amount from the receipt.",
  attachment_type: OpenapiClient::AttachmentType::IMAGE,
  attachment: "https://example.com/receipts/lunch.jpg",
  fields: { "shop" => "The name of the shop" },
)

def answered(error)
  OpenapiClient::ErrorResponse.build_from_hash(JSON.parse(error.response_body, symbolize_names: true))
end

step = lambda do |name, attribute, &call|
  answer = begin
    call.call
  rescue OpenapiClient::ApiError => error
    answered(error)
  end
  [name, answer.class.name.split("::").last, answer.public_send(attribute)]
end

created = create.create_transcription_task(request)
puts JSON.generate([
  step.call("create", :status) { created },
  step.call("retrieve", :status) { tasks.retrieve_task(created.task_id) },
  step.call("list", :total) { tasks.list_tasks },
  step.call("cancel", :status) { tasks.cancel_task(created.task_id) },
  step.call("cancel again", :status_code) { tasks.cancel_task(created.task_id) },
  step.call("retrieve another", :status_code) { tasks.retrieve_task("absent") },
  step.call("create without a key", :status_code) do
    OpenapiClient::CreateTasksApi.new(stranger).create_transcription_task(request)
  end,
])
