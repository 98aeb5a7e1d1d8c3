package dev.tule.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;

/** Servers with several certificates. The keys are PKCS #1, SEC 1 and PKCS #8, in this order. */
class KeyRingTest {
    private static final Set<String> ALL = Set.of("TLSv1.2", "TLSv1.3");

    private static String text(String name) throws IOException {
        try (var in = KeyRingTest.class.getResourceAsStream("identities/" + name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static TlsIdentity identity(String name) throws Exception {
        return TlsIdentity.ofPem(text(name + ".crt"), text(name + ".key"));
    }

    @Test
    void theNameThatAClientAsksForChoosesTheCertificate() throws Exception {
        KeyRing ring = new KeyRing(List.of(identity("one"), identity("two")));
        try (HttpServer server = serving(ring, ALL)) {
            assertThat(shownAt(server, "one.example", "TLSv1.3")).isEqualTo("CN=One");
            assertThat(shownAt(server, "TWO.example", "TLSv1.3")).isEqualTo("CN=two.example");
            assertThat(shownAt(server, "two.example", "TLSv1.2")).isEqualTo("CN=two.example");
            assertThat(shownAt(server, "www.one.example", "TLSv1.2")).isEqualTo("CN=One");
            assertThat(shownAt(server, "other.example", "TLSv1.3")).isEqualTo("CN=One");
        }
    }

    @Test
    void itCanBeChangedWhileItIsInUse() throws Exception {
        KeyRing ring = new KeyRing(List.of(identity("two")));
        try (HttpServer server = serving(ring, ALL)) {
            String before = shownAt(server, "three.example", "TLSv1.3");

            ring.change(List.of(identity("two"), identity("three")));

            assertThat(before).isEqualTo("CN=two.example");
            assertThat(shownAt(server, "three.example", "TLSv1.3")).isEqualTo("CN=three.example");
        }
    }

    @Test
    void onlyTheVersionsThatItIsToldAreSpoken() throws Exception {
        KeyRing ring = new KeyRing(List.of(identity("two")));
        try (HttpServer server = serving(ring, Set.of("TLSv1.3"))) {
            assertThatThrownBy(() -> shownAt(server, "two.example", "TLSv1.2"))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aKeyThatIsNotTheCertificatesIsRefused() throws Exception {
        String certificate = text("two.crt");

        assertThatThrownBy(() -> TlsIdentity.ofPem(certificate, text("three.key")))
                .isInstanceOf(CertificateException.class)
                .hasMessage("the key is not the certificate's");
        assertThatThrownBy(() -> TlsIdentity.ofPem(certificate, text("one.key")))
                .isInstanceOf(CertificateException.class);
        assertThatThrownBy(() -> TlsIdentity.ofPem("nonsense", text("one.key")))
                .isInstanceOf(CertificateException.class);
        assertThatThrownBy(() -> TlsIdentity.ofPem(certificate, "nonsense"))
                .isInstanceOf(CertificateException.class);
    }

    @Test
    void aKeyIsNeverPrinted() throws Exception {
        assertThat(identity("one").toString()).isEqualTo("TlsIdentity[CN=One]");
    }

    private static HttpServer serving(KeyRing ring, Set<String> protocols) throws IOException {
        return HttpServer.start(
                ListenerConfig.of(_ -> Response.empty(204)).withKeys(ring, protocols));
    }

    private static String shownAt(HttpServer server, String name, String protocol)
            throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trusting()}, new SecureRandom());
        try (SSLSocket socket =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(InetAddress.getLoopbackAddress(), server.port())) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(name)));
            parameters.setProtocols(new String[] {protocol});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return shown.getSubjectX500Principal().getName();
        }
    }

    /** Trusts anybody: what is shown is looked at here. */
    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
