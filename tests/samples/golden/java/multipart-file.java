import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;

public class Main {
    public static void main(String[] args) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:8000/v1/tasks"))
            .header("Content-Type", "multipart/form-data; boundary=boundary-1")
            .POST(BodyPublishers.concat(
                BodyPublishers.ofString("--boundary-1\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nünïcode\r\n--boundary-1\r\nContent-Disposition: form-data; name=\"attachment\"; filename=\"scan.bin\"\r\nContent-Type: application/octet-stream\r\n\r\n"),
                BodyPublishers.ofFile(Path.of("scan.bin")),
                BodyPublishers.ofString("\r\n--boundary-1--\r\n")))
            .build();

        var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            System.err.println(response.statusCode() + ": " + response.body());
            System.exit(1);
        }
        System.out.println(response.body());
    }
}
