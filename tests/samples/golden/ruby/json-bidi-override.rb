require "net/http"
require "json"

uri = URI("http://127.0.0.1:8000/v1/tasks")
request = Net::HTTP::Post.new(uri)
request["Content-Type"] = "application/json"
request.body = JSON.generate({
  instruction: "invoice\u202efdp.exe\u2066\u2069"
})

response = Net::HTTP.start(uri.hostname, uri.port) do |http|
  http.request(request)
end

abort "#{response.code}: #{response.body}" unless response.is_a?(Net::HTTPSuccess)
puts response.body
