package dev.tule.compute.container;

import dev.tule.containers.ContainerEngine;
import dev.tule.containers.ContainerEngineException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Archives as images of a container engine, which are named by what is in them: an archive that the
 * engine has is not sent again. May be used from any thread.
 */
final class ContainerImages {
    private static final int DIGEST_BYTES = 12;

    private final ContainerEngine engine;
    private final Map<Path, String> names = new ConcurrentHashMap<>();
    private final ReentrantLock sending = new ReentrantLock();

    ContainerImages(ContainerEngine engine) {
        this.engine = engine;
    }

    /** What the engine calls the image of an archive, which is sent to it if it has none. */
    String of(Path archive) throws IOException {
        sending.lock();
        try {
            String name = names.get(archive);
            if (name == null) {
                name = "localhost/tule-" + digest(archive);
                names.put(archive, name);
            }
            if (!has(name)) {
                engine.post("/images/create?fromSrc=-&repo=" + name + "&tag=latest", archive);
            }
            return name + ":latest";
        } finally {
            sending.unlock();
        }
    }

    private boolean has(String name) throws ContainerEngineException {
        try {
            var _ = engine.get("/images/" + name + ":latest/json");
            return true;
        } catch (ContainerEngineException e) {
            if (e.isNotFound()) {
                return false;
            }
            throw e;
        }
    }

    private static String digest(Path archive) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(archive), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest(), 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
