package dev.tule.engines.artifact;

import dev.tule.engines.EngineException;
import dev.tule.engines.EngineException.Reason;
import dev.tule.engines.FetchProgress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/**
 * Finds an artifact's jar: in repositories of this host, else fetched. A transfer that broke off
 * goes on where it was. What doesn't have the hash is never handed out.
 */
final class ArtifactSource {

    private static final int BUFFER_BYTES = 64 << 10;
    private static final Duration CONNECT = Duration.ofSeconds(15);
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final List<Path> repositories;
    private final List<URI> remotes;

    /** Where transfers are kept until the jar is unpacked. */
    private final Path downloads;

    ArtifactSource(List<Path> repositories, List<URI> remotes, Path downloads) {
        this.repositories = repositories;
        this.remotes = remotes;
        this.downloads = downloads;
    }

    /**
     * The jar. Whoever asks must not change it.
     *
     * @throws EngineException {@code NOT_FETCHED} when no source has it, with what each of them
     *     said
     */
    Path find(Artifact artifact, FetchProgress progress) throws IOException {
        for (Path repository : repositories) {
            Path jar = repository.resolve(artifact.path());
            if (Files.isRegularFile(jar) && isGenuine(jar, artifact)) {
                progress.fetched(artifact.fileName(), artifact.sizeBytes(), artifact.sizeBytes());
                return jar;
            }
        }
        StringBuilder failures = new StringBuilder();
        for (URI remote : remotes) {
            try {
                return fetch(artifact, remote, progress);
            } catch (IOException e) {
                failures.append("; ").append(remote.getHost()).append(": ").append(e.getMessage());
            }
        }
        throw new EngineException(
                Reason.NOT_FETCHED,
                "%s is neither in %s nor could it be fetched%s"
                        .formatted(artifact.path(), repositories, failures));
    }

    private Path fetch(Artifact artifact, URI remote, FetchProgress progress) throws IOException {
        Path jar = downloads.resolve(artifact.fileName());
        if (Files.exists(jar) && isGenuine(jar, artifact)) {
            return jar;
        }
        Files.createDirectories(downloads);
        Path part = downloads.resolve(artifact.fileName() + ".part");
        long have = Files.exists(part) ? Files.size(part) : 0;
        if (have > artifact.sizeBytes()) {
            Files.delete(part);
            have = 0;
        }
        if (have < artifact.sizeBytes()) {
            transfer(artifact, remote, part, have, progress);
        }
        if (!isGenuine(part, artifact)) {
            Files.delete(part);
            throw new IOException("what was sent is not the artifact: its hash differs");
        }
        return Files.move(part, jar, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void transfer(
            Artifact artifact, URI remote, Path part, long have, FetchProgress progress)
            throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(remote.resolve(artifact.path())).timeout(ANSWER).GET();
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
        }
        try (HttpClient client =
                HttpClient.newBuilder()
                        .connectTimeout(CONNECT)
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .build()) {
            HttpResponse<InputStream> response =
                    client.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                boolean resumed = response.statusCode() == 206;
                if (!resumed && response.statusCode() != 200) {
                    throw new IOException("status " + response.statusCode());
                }
                write(artifact, body, part, resumed ? have : 0, progress);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void write(
            Artifact artifact, InputStream body, Path part, long from, FetchProgress progress)
            throws IOException {
        StandardOpenOption mode =
                from > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
        try (OutputStream out =
                Files.newOutputStream(
                        part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, mode)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            long done = from;
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                done += read;
                if (done > artifact.sizeBytes()) {
                    throw new IOException("more was sent than the artifact has");
                }
                out.write(buffer, 0, read);
                progress.fetched(artifact.fileName(), done, artifact.sizeBytes());
            }
            if (done < artifact.sizeBytes()) {
                throw new IOException("broke off after " + done + " bytes");
            }
        }
    }

    private static boolean isGenuine(Path file, Artifact artifact) throws IOException {
        if (Files.size(file) != artifact.sizeBytes()) {
            return false;
        }
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest()).equals(artifact.sha256());
    }
}
