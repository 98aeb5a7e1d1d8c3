package dev.tule.mtv.upload;

import dev.tule.mtv.BadRequest;
import dev.tule.mtv.Percent;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * {@code form-data; name="a"; filename*=UTF-8''b} taken apart (RFC 9110 section 5.6.6, RFC 8187).
 */
final class HeaderParameters {

    private HeaderParameters() {}

    /** The parameters by name in lower case; the value before the first semicolon under "". */
    static Map<String, String> parse(String header) {
        Map<String, String> parameters = new LinkedHashMap<>();
        int semicolon = header.indexOf(';');
        int at = semicolon < 0 ? header.length() : semicolon;
        parameters.put("", header.substring(0, at).strip().toLowerCase(Locale.ROOT));
        while (at < header.length()) {
            int equals = header.indexOf('=', at);
            if (equals < 0) {
                break;
            }
            String name = header.substring(at + 1, equals).strip().toLowerCase(Locale.ROOT);
            StringBuilder value = new StringBuilder();
            at = value(header, equals + 1, value);
            put(parameters, name, utf8(value.toString()));
        }
        return parameters;
    }

    private static void put(Map<String, String> parameters, String name, String value) {
        if (!name.endsWith("*")) {
            parameters.putIfAbsent(name, value);
            return;
        }
        // The extended form goes before the plain one, wherever it stands.
        int language = value.indexOf('\'');
        int start = language < 0 ? -1 : value.indexOf('\'', language + 1);
        if (start < 0 || !value.substring(0, language).equalsIgnoreCase("utf-8")) {
            throw new BadRequest("a parameter in an encoding other than UTF-8");
        }
        parameters.put(
                name.substring(0, name.length() - 1),
                Percent.decodePath(value.substring(start + 1)));
    }

    /** Reads a token or quoted string; returns where the next semicolon or the end is. */
    private static int value(String header, int start, StringBuilder value) {
        int at = start;
        while (at < header.length() && header.charAt(at) == ' ') {
            at++;
        }
        if (at < header.length() && header.charAt(at) == '"') {
            at++;
            while (at < header.length() && header.charAt(at) != '"') {
                // Browsers send Windows' backslashes as they are: only a quote is escaped by one.
                if (header.charAt(at) == '\\'
                        && at + 1 < header.length()
                        && header.charAt(at + 1) == '"') {
                    at++;
                }
                value.append(header.charAt(at++));
            }
            int next = header.indexOf(';', at);
            return next < 0 ? header.length() : next;
        }
        int next = header.indexOf(';', at);
        int end = next < 0 ? header.length() : next;
        value.append(header.substring(at, end).strip());
        return end;
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
