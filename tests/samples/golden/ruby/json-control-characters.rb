require "net/http"
require "json"

uri = URI("http://127.0.0.1:8000/v1/tasks")
request = Net::HTTP::Post.new(uri)
request["Content-Type"] = "application/json"
request.body = JSON.generate({
  instruction: "\u0000\u0001\u0007\u0008\t\n\u000b\u000c\r\u001b\u007f\u0085\u2028\u2029"
})

response = Net::HTTP.start(uri.hostname, uri.port) do |http|
  http.request(request)
end

abort "#{response.code}: #{response.body}" unless response.is_a?(Net::HTTPSuccess)
puts response.body
