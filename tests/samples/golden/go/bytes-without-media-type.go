package main

import (
	"encoding/base64"
	"fmt"
	"io"
	"log"
	"net/http"
	"strings"
)

func main() {
	body := base64.NewDecoder(base64.StdEncoding, strings.NewReader("iVBORw0KGgo="))
	request, err := http.NewRequest("POST", "http://127.0.0.1:8000/v1/tasks", body)
	if err != nil {
		log.Fatal(err)
	}

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
