package dev.tule.engines.engine;

import dev.tule.engines.Listening;
import dev.tule.engines.ServerCertificate;
import dev.tule.engines.ServerName;
import dev.tule.engines.ServerSpec;
import dev.tule.engines.SourceRange;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a server shall be, as it stands among the properties in its directory. */
public final class StoredSpec {

    private static final String PARAMETER = "parameter.";

    private StoredSpec() {}

    public static void put(ServerSpec spec, Properties properties) {
        properties.setProperty("name", spec.name().value());
        Listening listening = spec.listening();
        properties.setProperty("address", listening.address().getAddress().getHostAddress());
        properties.setProperty("port", Integer.toString(listening.address().getPort()));
        properties.setProperty(
                "sources",
                listening.sources().stream()
                        .map(SourceRange::toString)
                        .collect(Collectors.joining(" ")));
        properties.setProperty("only-tls", Boolean.toString(listening.onlyTls()));
        String tokenUsers = listening.tokenUsers();
        if (tokenUsers != null) {
            properties.setProperty("token-role", tokenUsers);
        }
        ServerCertificate certificate = listening.certificate();
        if (certificate != null) {
            properties.setProperty("certificate", certificate.chain());
            properties.setProperty("private-key", certificate.privateKey());
            properties.setProperty("authority", certificate.authority());
        }
        properties.setProperty("memory-bytes", Long.toString(spec.memoryBytes()));
        properties.setProperty("storage-bytes", Long.toString(spec.storageBytes()));
        spec.parameters().forEach((name, value) -> properties.setProperty(PARAMETER + name, value));
        Path archive = spec.archive();
        if (archive != null) {
            properties.setProperty("archive", archive.toString());
        }
    }

    /**
     * @throws IllegalArgumentException or NullPointerException when it isn't whole
     */
    public static ServerSpec spec(Properties properties) {
        Map<String, String> parameters = new TreeMap<>();
        for (String key : properties.stringPropertyNames()) {
            if (key.startsWith(PARAMETER)) {
                parameters.put(key.substring(PARAMETER.length()), properties.getProperty(key));
            }
        }
        String archive = properties.getProperty("archive");
        return new ServerSpec(
                new ServerName(properties.getProperty("name")),
                listening(properties),
                Long.parseLong(properties.getProperty("memory-bytes")),
                Long.parseLong(properties.getProperty("storage-bytes")),
                parameters,
                archive == null ? null : Path.of(archive));
    }

    private static Listening listening(Properties properties) {
        List<SourceRange> sources = new ArrayList<>();
        for (String source : words(properties.getProperty("sources"))) {
            sources.add(SourceRange.parse(source));
        }
        String chain = properties.getProperty("certificate");
        ServerCertificate certificate =
                chain == null
                        ? null
                        : new ServerCertificate(
                                chain,
                                properties.getProperty("private-key"),
                                properties.getProperty("authority"));
        return new Listening(
                address(properties, "address", "port"),
                sources,
                certificate,
                Boolean.parseBoolean(properties.getProperty("only-tls")),
                properties.getProperty("token-role"));
    }

    /** What stands under two names. */
    public static InetSocketAddress address(Properties properties, String host, String port) {
        return new InetSocketAddress(
                InetAddress.ofLiteral(properties.getProperty(host)),
                Integer.parseInt(properties.getProperty(port)));
    }

    /** Words with blanks between them. */
    public static Set<String> words(String text) {
        return Stream.of(text.split(" ", -1))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
