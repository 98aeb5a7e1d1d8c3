package dev.tule.server.cloud;

import dev.tule.http.HttpServer;
import dev.tule.http.ListenerConfig;
import dev.tule.http.Network;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * A port of the server: the setting that names it, and how it is written in an address.
 *
 * @param setting an option such as {@code --aws-port}, or a setting of the file and its line
 * @param localName how this machine calls itself in the address, where any of its names will do
 */
public record Listening(String setting, String localName) {
    /**
     * An IP address makes AWS SDKs put an S3 bucket into the path; with a name they would put it
     * before that, and {@code bucket.localhost} doesn't resolve everywhere.
     */
    public static final Listening AWS = new Listening("--aws-port", "127.0.0.1");

    HttpServer start(Network network, InetAddress bind, int port, ListenerConfig config)
            throws ConfigurationError {
        try {
            return HttpServer.start(
                    network, java.util.List.of(config.at(bind.getHostAddress(), port)));
        } catch (IOException failure) {
            throw new ConfigurationError(trouble(setting, bind, port, failure) + ".", failure);
        }
    }

    /** Such as {@code http://localhost:8080}. */
    String address(String scheme, InetAddress bind, int port) {
        boolean local = bind.isLoopbackAddress() || bind.isAnyLocalAddress();
        return "%s://%s:%d".formatted(scheme, local ? localName(bind) : literal(bind), port);
    }

    private String localName(InetAddress bind) {
        boolean onlyVersion6 = bind instanceof Inet6Address && bind.isLoopbackAddress();
        return onlyVersion6 ? "[::1]" : localName;
    }

    private static String literal(InetAddress address) {
        return address instanceof Inet6Address
                ? "[" + address.getHostAddress() + "]"
                : address.getHostAddress();
    }

    /** Why a port can't be opened, and what helps. */
    public static String trouble(String setting, InetAddress bind, int port, IOException failure) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof BindException)) {
            cause = cause.getCause();
        }
        if (cause == null) {
            return "Port %d can't be opened on %s (%s): choose another with %s"
                    .formatted(port, bind.getHostAddress(), failure.getMessage(), setting);
        }
        String message = String.valueOf(cause.getMessage());
        if (message.contains("in use")) {
            return "Port %d is in use by another program: choose another with %s"
                    .formatted(port, setting);
        }
        if (message.contains("ermission")) {
            return "Port %d is not open to you (%s): choose one from 1024 on with %s"
                    .formatted(port, message, setting);
        }
        return "Tule can't listen on %s, port %d (%s): choose another with --bind or %s."
                .formatted(bind.getHostAddress(), port, message, setting);
    }
}
