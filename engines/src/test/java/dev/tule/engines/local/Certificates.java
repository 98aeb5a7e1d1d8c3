package dev.tule.engines.local;

import dev.tule.engines.ServerCertificate;
import dev.tule.engines.process.Commands;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/** Certificates for tests, by the JDK's own tool. */
final class Certificates {

    private Certificates() {}

    /** A certificate for 127.0.0.1 that signed itself. */
    static ServerCertificate selfSigned(Path directory) throws Exception {
        Path store = directory.resolve("certificate.p12");
        Commands.run(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        store.toString()),
                Duration.ofSeconds(30));
        char[] password = "changeit".toCharArray();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, password);
        }
        String chain = pem("CERTIFICATE", keys.getCertificate("server").getEncoded());
        String key = pem("PRIVATE KEY", keys.getKey("server", password).getEncoded());
        return new ServerCertificate(chain, key, chain);
    }

    private static String pem(String type, byte[] content) {
        String text =
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(content);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, text, type);
    }
}
