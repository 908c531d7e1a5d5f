package main

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"net/url"
	"strings"
)

func main() {
	form := url.Values{
		"attachment": {"https://example.com/?a=1&b=ü"},
		"note":       {"50% + 2"},
	}
	body := strings.NewReader(form.Encode())
	request, err := http.NewRequest("POST", "http://127.0.0.1:8000/v1/tasks", body)
	if err != nil {
		log.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")

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
