require "net/http"

uri = URI("http://127.0.0.1:8000/v1/tasks")
request = Net::HTTP::Post.new(uri)
request.set_form([
  ["page", File.open("page.txt"), { content_type: "text/plain" }],
  ["page", File.open("scan.bin"), { content_type: "x/y" }]
], "multipart/form-data")

response = Net::HTTP.start(uri.hostname, uri.port) do |http|
  http.request(request)
end

abort "#{response.code}: #{response.body}" unless response.is_a?(Net::HTTPSuccess)
puts response.body
