package dev.tule.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** PutItem and GetItem of a 400-byte item of ten attributes, over HTTP, signed. */
final class DynamoDbMeasurement {
    private static final int ITEMS = 2000;
    private static final String CREATE =
            """
            {"TableName":"bench","BillingMode":"PAY_PER_REQUEST",
            "KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],
            "AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}]}""";

    private final Main.Rounds rounds;
    private final Path scratch;

    DynamoDbMeasurement(Main.Rounds rounds, Path scratch) {
        this.rounds = rounds;
        this.scratch = scratch;
    }

    void run(Report report) throws Exception {
        try (Server tule = Server.tule(scratch.resolve("tule"));
                Server local =
                        Server.dynamoDbLocal(Files.createDirectories(scratch.resolve("peer")))) {
            List<Server> both = List.of(tule, local);
            double[][] puts = new double[2][rounds.count()];
            double[][] gets = new double[2][rounds.count()];
            Wrk wrk = new Wrk(rounds.seconds());
            for (Server server : both) {
                send(server, "CreateTable", CREATE);
                wrk.rate(server.http(), requests(server.http(), "PutItem")); // warm
                wrk.rate(server.http(), requests(server.http(), "GetItem"));
            }
            for (int round = 0; round < rounds.count(); round++) {
                for (int s = 0; s < both.size(); s++) {
                    URI http = both.get(s).http();
                    puts[s][round] = wrk.rate(http, requests(http, "PutItem"));
                    gets[s][round] = wrk.rate(http, requests(http, "GetItem"));
                }
            }
            report.heading(local.name(), "DynamoDB, requests/s, " + rounds);
            report.line("PutItem, 64 connections", puts[0], puts[1]);
            report.line("GetItem, 64 connections", gets[0], gets[1]);
        }
    }

    private static void send(Server server, String operation, String json) throws Exception {
        SignedRequest request = SignedRequest.dynamoDb(server.http(), operation, json);
        HttpRequest.Builder http =
                HttpRequest.newBuilder(request.address())
                        .POST(HttpRequest.BodyPublishers.ofByteArray(request.body()));
        request.headers().forEach(http::header);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    client.send(http.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(server.name() + ": " + answer.body());
            }
        }
    }

    private static List<SignedRequest> requests(URI server, String operation) {
        List<SignedRequest> requests = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < ITEMS; i++) {
            String json =
                    operation.equals("PutItem")
                            ? "{\"TableName\":\"bench\",\"Item\":" + item(i, random) + "}"
                            : "{\"TableName\":\"bench\",\"Key\":{\"id\":{\"S\":\"item-"
                                    + i
                                    + "\"}}}";
            requests.add(SignedRequest.dynamoDb(server, operation, json));
        }
        return requests;
    }

    private static String item(int i, Random random) {
        StringBuilder item = new StringBuilder("{\"id\":{\"S\":\"item-" + i + "\"}");
        for (int n = 0; n < 4; n++) {
            item.append(",\"text%d\":{\"S\":\"%016x\"}".formatted(n, random.nextLong()));
            item.append(",\"number%d\":{\"N\":\"%d\"}".formatted(n, random.nextInt()));
        }
        return item.append(",\"flag\":{\"BOOL\":true}}").toString();
    }
}
