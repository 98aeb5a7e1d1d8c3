package dev.tule.wamp.router;

import dev.tule.http.Tls;
import java.io.FileInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A self-signed certificate, made with the JDK's keytool. */
record SelfSigned(Tls tls, X509Certificate certificate) {

    static SelfSigned make(Path folder, String commonName) throws Exception {
        Path store = folder.resolve(commonName + ".p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "own",
                                "-keyalg",
                                "EC",
                                "-groupname",
                                "secp256r1",
                                "-dname",
                                "CN=" + commonName,
                                "-ext",
                                "san=dns:localhost,ip:127.0.0.1",
                                "-validity",
                                "2",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                "changeit")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (!keytool.waitFor(30, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new AssertionError("keytool failed");
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        char[] password = "changeit".toCharArray();
        try (InputStream in = new FileInputStream(store.toFile())) {
            keys.load(in, password);
        }
        X509Certificate certificate = (X509Certificate) keys.getCertificate("own");
        byte[] key = Objects.requireNonNull(keys.getKey("own", password)).getEncoded();
        Path chain = folder.resolve(commonName + ".pem");
        Path privateKey = folder.resolve(commonName + "-key.pem");
        Files.writeString(chain, pem("CERTIFICATE", certificate.getEncoded()));
        Files.writeString(privateKey, pem("PRIVATE KEY", key));
        return new SelfSigned(new Tls(chain, privateKey), certificate);
    }

    private static String pem(String type, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n";
    }
}
