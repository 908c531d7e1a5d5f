package main

import (
	"bytes"
	"fmt"
	"io"
	"log"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"os"
)

func main() {
	body := &bytes.Buffer{}
	form := multipart.NewWriter(body)
	form.WriteField("note", "ünïcode")
	addFile(form, "attachment", "scan.bin", "application/octet-stream")
	form.Close()
	request, err := http.NewRequest("POST", "http://127.0.0.1:8000/v1/tasks", body)
	if err != nil {
		log.Fatal(err)
	}
	request.Header.Set("Content-Type", form.FormDataContentType())

	response, err := http.DefaultClient.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		log.Fatal(err)
	}
	if response.StatusCode >= 300 {
		log.Fatalf("%d: %s", response.StatusCode, answer)
	}
	fmt.Println(string(answer))
}

func addFile(form *multipart.Writer, name, filename, mediaType string) {
	part, err := form.CreatePart(textproto.MIMEHeader{
		"Content-Disposition": {`form-data; name="` + name + `"; filename="` + filename + `"`},
		"Content-Type":        {mediaType},
	})
	if err != nil {
		log.Fatal(err)
	}
	content, err := os.ReadFile(filename)
	if err != nil {
		log.Fatal(err)
	}
	part.Write(content)
}
