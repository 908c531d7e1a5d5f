<?php

$curl = curl_init('http://127.0.0.1:8000/v1/tasks?q=%27%22%24%60%5C%23%7Bx%7D%25%0A%3C%2Fscript%3E');
curl_setopt_array($curl, [
    CURLOPT_RETURNTRANSFER => true,
]);

$answer = curl_exec($curl);
$status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
if ($status < 200 || $status >= 300) {
    fwrite(STDERR, "$status: " . ($answer ?: curl_error($curl)) . PHP_EOL);
    exit(1);
}
echo $answer, PHP_EOL;
