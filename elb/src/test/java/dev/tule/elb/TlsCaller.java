package dev.tule.elb;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * What a client sees that trusts anybody, and looks at what it is shown.
 *
 * @param subject of the certificate
 * @param protocol the version of TLS
 * @param text all that was answered
 */
record TlsCaller(String subject, String protocol, String text) {

    /** Says something to a listener at whose host it asks for a name, and hears it out. */
    static TlsCaller call(URI at, String name, String says) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trusting()}, new SecureRandom());
        try (SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(at.getHost(), at.getPort())) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(name)));
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            socket.getOutputStream().write(says.getBytes(StandardCharsets.US_ASCII));
            return new TlsCaller(
                    shown.getSubjectX500Principal().getName(),
                    socket.getSession().getProtocol(),
                    new String(
                            socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
        }
    }

    /** Asks for a page. */
    static TlsCaller get(URI at, String name) throws Exception {
        return call(at, name, "GET / HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\n\r\n");
    }

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
