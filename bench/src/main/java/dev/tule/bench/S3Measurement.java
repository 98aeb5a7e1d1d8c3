package dev.tule.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * PUT and GET of 4 KiB objects from 64 connections, and of a 64 MiB object from one, five times a
 * round; payloads signed.
 */
final class S3Measurement {
    private static final int OBJECTS = 1000;
    private static final int SMALL_BYTES = 4 << 10;
    private static final int LARGE_BYTES = 64 << 20;
    private static final int TRANSFERS = 5;

    private final Main.Rounds rounds;
    private final Path scratch;
    private final byte[] large = new byte[LARGE_BYTES];

    S3Measurement(Main.Rounds rounds, Path scratch) {
        this.rounds = rounds;
        this.scratch = scratch;
        new Random(2).nextBytes(large);
    }

    void run(Report report) throws Exception {
        try (Server tule = Server.tule(scratch.resolve("tule"));
                Server proxy = Server.s3proxy(Files.createDirectories(scratch.resolve("peer")));
                HttpClient client = HttpClient.newHttpClient()) {
            List<Server> both = List.of(tule, proxy);
            double[][] puts = new double[2][rounds.count()];
            double[][] gets = new double[2][rounds.count()];
            double[][] uploads = new double[2][rounds.count()];
            double[][] downloads = new double[2][rounds.count()];
            Wrk wrk = new Wrk(rounds.seconds());
            for (Server server : both) {
                megabytesPerSecond(
                        client, SignedRequest.s3(server.http(), "PUT", "/bench", new byte[0]));
                wrk.rate(server.http(), small(server.http(), "PUT")); // warm
                wrk.rate(server.http(), small(server.http(), "GET"));
                uploaded(client, server.http());
                downloaded(client, server.http());
            }
            for (int round = 0; round < rounds.count(); round++) {
                for (int s = 0; s < both.size(); s++) {
                    URI http = both.get(s).http();
                    puts[s][round] = wrk.rate(http, small(http, "PUT"));
                    gets[s][round] = wrk.rate(http, small(http, "GET"));
                    uploads[s][round] = uploaded(client, http);
                    downloads[s][round] = downloaded(client, http);
                }
            }
            report.heading(proxy.name(), "S3, " + rounds);
            report.line("PUT 4 KiB, 64 connections, requests/s", puts[0], puts[1]);
            report.line("GET 4 KiB, 64 connections, requests/s", gets[0], gets[1]);
            report.line("PUT 64 MiB, 1 connection, MB/s", uploads[0], uploads[1]);
            report.line("GET 64 MiB, 1 connection, MB/s", downloads[0], downloads[1]);
        }
    }

    private static List<SignedRequest> small(URI server, String method) {
        List<SignedRequest> requests = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < OBJECTS; i++) {
            byte[] body = new byte[method.equals("PUT") ? SMALL_BYTES : 0];
            random.nextBytes(body);
            requests.add(SignedRequest.s3(server, method, "/bench/small/" + i, body));
        }
        return requests;
    }

    private double uploaded(HttpClient client, URI server)
            throws IOException, InterruptedException {
        return median(client, SignedRequest.s3(server, "PUT", "/bench/large", large));
    }

    private static double downloaded(HttpClient client, URI server)
            throws IOException, InterruptedException {
        return median(client, SignedRequest.s3(server, "GET", "/bench/large", new byte[0]));
    }

    /** Megabytes a second of the middle one of several transfers: one alone says little. */
    private static double median(HttpClient client, SignedRequest request)
            throws IOException, InterruptedException {
        double[] each = new double[TRANSFERS];
        for (int i = 0; i < TRANSFERS; i++) {
            each[i] = megabytesPerSecond(client, request);
        }
        return Report.median(each);
    }

    /** Sends one request and reads its answer; the larger of both bodies by the time it took. */
    private static double megabytesPerSecond(HttpClient client, SignedRequest request)
            throws IOException, InterruptedException {
        HttpRequest.Builder http =
                HttpRequest.newBuilder(request.address())
                        .method(
                                request.method(),
                                request.body().length == 0
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofByteArray(request.body()));
        request.headers().forEach(http::header);
        long begin = System.nanoTime();
        HttpResponse<byte[]> answer =
                client.send(http.build(), HttpResponse.BodyHandlers.ofByteArray());
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(request.address() + " answered " + answer.statusCode());
        }
        return Math.max(request.body().length, answer.body().length) / seconds / 1e6;
    }
}
