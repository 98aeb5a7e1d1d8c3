package dev.tule.server.config;

import dev.tule.http.Tls;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a {@code tls} section, and looks into the PEM files that it names: what couldn't be served
 * is told here, where there is a line to tell.
 */
final class TlsReader {
    private static final Pattern KEY =
            Pattern.compile(
                    "-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final byte[] PROBE = "do they belong together?".getBytes(StandardCharsets.UTF_8);

    private TlsReader() {}

    static Tls read(Value value) throws ConfigFileError {
        Section section = value.section();
        Value certificate = section.require("certificate");
        Value key = section.require("key");
        Optional<Value> authorities = section.take("client-authorities");
        Optional<Value> required = section.take("client-certificates-required");
        section.end();
        if (authorities.isEmpty() && required.isPresent()) {
            throw required.get().error("needs client-authorities: who signs them");
        }
        X509Certificate own = certificates(certificate).getFirst();
        if (!belongTogether(own.getPublicKey(), privateKey(key, own.getPublicKey()))) {
            throw key.error("names a key that is not that of the certificate");
        }
        Tls tls = new Tls(certificate.file(), key.file());
        if (authorities.isEmpty()) {
            return tls;
        }
        certificates(authorities.get());
        boolean needed = required.isPresent() && required.get().flag();
        return tls.withClients(authorities.get().file(), needed);
    }

    private static List<X509Certificate> certificates(Value file) throws ConfigFileError {
        List<X509Certificate> found = PemCertificates.in(file.textOfFile());
        if (found.isEmpty()) {
            throw file.error(
                    "names a file without a certificate in PEM: -----BEGIN CERTIFICATE-----");
        }
        return found;
    }

    private static PrivateKey privateKey(Value file, PublicKey other) throws ConfigFileError {
        String pem = file.textOfFile();
        if (pem.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----")) {
            throw file.error(
                    "names an encrypted key: decrypt it with 'openssl pkcs8 -in FILE -out NEW'");
        }
        Matcher matcher = KEY.matcher(pem);
        if (!matcher.find()) {
            throw file.error(
                    "names a file without a PKCS #8 key: make one with 'openssl pkcs8 -topk8 -nocrypt -in FILE -out NEW'");
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(matcher.group(1));
            return KeyFactory.getInstance(other.getAlgorithm())
                    .generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw file.error(
                    "names a key that can't be read as one of the certificate's kind, "
                            + other.getAlgorithm());
        }
    }

    private static boolean belongTogether(PublicKey open, PrivateKey secret) {
        String algorithm =
                switch (open.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> open.getAlgorithm();
                };
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(secret);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(open);
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
