package dev.tule.rds.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What servers say of their own parameters, written down in a file for each family: a line for each
 * parameter, columns with tabs between them, {@code #} before a comment.
 */
final class ParameterFile {
    private static final int COLUMNS = 7;

    /** By family; there are few, and a server that runs none reads none. */
    private static final Map<String, Map<String, ServerParameter>> READ = new ConcurrentHashMap<>();

    private ParameterFile() {}

    /**
     * What is known of a family's parameters; nothing where it has no file.
     *
     * @param family such as {@code postgres18}
     */
    static Map<String, ServerParameter> of(String family) {
        return READ.computeIfAbsent(family, ParameterFile::read);
    }

    private static Map<String, ServerParameter> read(String family) {
        Map<String, ServerParameter> parameters = new TreeMap<>();
        String file = family + ".parameters";
        try (InputStream in = ParameterFile.class.getResourceAsStream(file)) {
            if (in == null) {
                return Map.of();
            }
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    ServerParameter parameter = parameter(line.split("\t", COLUMNS));
                    parameters.put(parameter.name(), parameter);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("a resource of this module can't be read", e);
        }
        return Collections.unmodifiableMap(parameters);
    }

    private static ServerParameter parameter(String[] columns) {
        return new ServerParameter(
                columns[0],
                columns[1].equals("static"),
                columns[2],
                columns[3],
                columns[4].equals("yes"),
                columns[5],
                columns[6]);
    }
}
