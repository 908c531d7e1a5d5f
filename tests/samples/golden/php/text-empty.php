<?php

$curl = curl_init('http://127.0.0.1:8000/v1/tasks');
curl_setopt_array($curl, [
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_CUSTOMREQUEST => 'POST',
    CURLOPT_HTTPHEADER => [
        'Content-Type: text/plain',
    ],
    CURLOPT_POSTFIELDS => '',
]);

$answer = curl_exec($curl);
$status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
if ($status < 200 || $status >= 300) {
    fwrite(STDERR, "$status: " . ($answer ?: curl_error($curl)) . PHP_EOL);
    exit(1);
}
echo $answer, PHP_EOL;
