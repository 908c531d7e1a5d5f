<?php

$curl = curl_init('http://127.0.0.1:8000/v1/tasks');
curl_setopt_array($curl, [
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_CUSTOMREQUEST => 'POST',
    CURLOPT_HTTPHEADER => [
        'Content-Type: multipart/form-data; boundary=boundary-1',
    ],
    CURLOPT_POSTFIELDS => "--boundary-1\r\nContent-Disposition: form-data; name=\"page\"; filename=\"page.txt\"\r\nContent-Type: text/plain\r\n\r\n"
        . file_get_contents('page.txt')
        . "\r\n--boundary-1\r\nContent-Disposition: form-data; name=\"page\"; filename=\"scan.bin\"\r\nContent-Type: x/y\r\n\r\n"
        . file_get_contents('scan.bin')
        . "\r\n--boundary-1--\r\n",
]);

$answer = curl_exec($curl);
$status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
if ($status < 200 || $status >= 300) {
    fwrite(STDERR, "$status: " . ($answer ?: curl_error($curl)) . PHP_EOL);
    exit(1);
}
echo $answer, PHP_EOL;
