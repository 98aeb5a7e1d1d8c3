package dev.tule.http;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A self-signed certificate, made with the JDK's keytool.
 *
 * @param trusting for clients that trust it
 */
public record Certificates(Tls tls, X509Certificate certificate, SSLContext trusting) {
    private static final char[] PASSWORD = "changeit".toCharArray();

    /** One for localhost. */
    static Certificates make(Path dir)
            throws IOException, GeneralSecurityException, InterruptedException {
        return make(dir, "localhost");
    }

    /**
     * One of that name, for servers at localhost, too: {@code NAME.pem} and {@code NAME-key.pem}.
     */
    public static Certificates make(Path dir, String commonName)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path store = dir.resolve(commonName + ".p12");
        String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> command =
                List.of(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "tule",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=" + commonName,
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-validity",
                        "60",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("keytool failed");
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = new FileInputStream(store.toFile())) {
            keys.load(in, PASSWORD);
        }
        X509Certificate certificate = (X509Certificate) keys.getCertificate("tule");
        Key key = Objects.requireNonNull(keys.getKey("tule", PASSWORD));
        Tls tls =
                new Tls(
                        pem(
                                dir.resolve(commonName + ".pem"),
                                "CERTIFICATE",
                                certificate.getEncoded()),
                        pem(dir.resolve(commonName + "-key.pem"), "PRIVATE KEY", key.getEncoded()));
        return new Certificates(tls, certificate, trusting(certificate));
    }

    private static SSLContext trusting(Certificate certificate)
            throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("tule", certificate);
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    private static Path pem(Path file, String type, byte[] der) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(
                file, "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n");
    }
}
