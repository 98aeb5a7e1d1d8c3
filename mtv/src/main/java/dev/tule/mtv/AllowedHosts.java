package dev.tule.mtv;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which hosts a project answers for: {@code *}, names, and {@code .example.org} for a whole domain.
 */
final class AllowedHosts {
    private static final List<String> WHILE_DEBUGGING =
            List.of("localhost", ".localhost", "127.0.0.1", "[::1]");
    private static final Pattern HOST =
            Pattern.compile("([a-z0-9.-]+|\\[[a-f0-9]*:[a-f0-9.:]+])(?::[0-9]{1,5})?");
    private static final int MAX_LENGTH = 260;

    private final List<String> patterns;

    AllowedHosts(DefaultSettings settings) {
        this.patterns =
                settings.allowedHosts.isEmpty() && settings.debug
                        ? WHILE_DEBUGGING
                        : settings.allowedHosts.stream()
                                .map(host -> host.toLowerCase(Locale.ROOT))
                                .toList();
    }

    boolean allows(String authority) {
        if (authority.length() > MAX_LENGTH) {
            return false;
        }
        var matcher = HOST.matcher(authority.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return false;
        }
        String named = matcher.group(1);
        String host = named.endsWith(".") ? named.substring(0, named.length() - 1) : named;
        for (String pattern : patterns) {
            if (pattern.equals("*")
                    || pattern.equals(host)
                    || (pattern.startsWith(".")
                            && (host.endsWith(pattern) || host.equals(pattern.substring(1))))) {
                return true;
            }
        }
        return false;
    }
}
