package main

import (
	"bytes"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
)

func main() {
	content, err := os.ReadFile("scan.bin")
	if err != nil {
		log.Fatal(err)
	}
	body := bytes.NewReader(content)
	request, err := http.NewRequest("POST", "http://127.0.0.1:8000/v1/tasks", body)
	if err != nil {
		log.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/octet-stream")

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
