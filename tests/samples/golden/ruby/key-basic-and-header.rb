require "net/http"

uri = URI("http://127.0.0.1:8000/v1/tasks")
request = Net::HTTP::Get.new(uri)
request.basic_auth("live_sandbox", "")
request["X-Account"] = "17"

response = Net::HTTP.start(uri.hostname, uri.port) do |http|
  http.request(request)
end

abort "#{response.code}: #{response.body}" unless response.is_a?(Net::HTTPSuccess)
puts response.body
