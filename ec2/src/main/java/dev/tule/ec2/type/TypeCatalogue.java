package dev.tule.ec2.type;

import dev.tule.compute.Architecture;
import dev.tule.ec2.resource.Faults;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** All instance types there are, read once from the resource {@code instance-types.txt}. */
public final class TypeCatalogue {
    private static final String FILE = "instance-types.txt";

    private TypeCatalogue() {}

    /**
     * A type.
     *
     * @param current whether AWS counts it among its current generation
     * @param hypervisor {@code xen} or {@code nitro}
     * @param mostInterfaces network cards
     */
    public record MachineType(
            String name,
            int vcpus,
            int memoryMib,
            Architecture architecture,
            boolean current,
            String hypervisor,
            int mostInterfaces) {

        /** Whether it has CPU credits (EC2 User Guide, "Burstable performance instances"). */
        public boolean isBurstable() {
            return name.startsWith("t") && !name.startsWith("t1.");
        }

        /**
         * Refuses an image that is for other machines.
         *
         * @param ofImage {@code x86_64} or {@code arm64}
         */
        public void requireArchitecture(String ofImage) {
            if (!nameOf(architecture).equals(ofImage)) {
                throw Faults.invalidValue(
                        ("The architecture '%s' of the specified instance type does not match the"
                                        + " architecture '%s' of the specified AMI. Specify an"
                                        + " instance type and an AMI that have matching"
                                        + " architectures, and try again. You can use"
                                        + " 'describe-instance-types' or 'describe-images' to"
                                        + " discover the architecture of the instance type or AMI.")
                                .formatted(nameOf(architecture), ofImage));
            }
        }
    }

    /** What EC2 calls an architecture: {@code x86_64} or {@code arm64}. */
    public static String nameOf(Architecture architecture) {
        return architecture.name().toLowerCase(Locale.ROOT);
    }

    /** Read when first asked for. */
    private static final class Known {
        static final Map<String, MachineType> TYPES = read();
    }

    /** By name. */
    public static Map<String, MachineType> all() {
        return Known.TYPES;
    }

    /** The type of that name, or the fault that there is none. */
    public static MachineType get(String name) {
        MachineType type = all().get(name);
        if (type == null) {
            throw Faults.invalidValue("Invalid value '" + name + "' for InstanceType.");
        }
        return type;
    }

    private static Map<String, MachineType> read() {
        Map<String, MachineType> types = new TreeMap<>();
        try (InputStream file =
                        Objects.requireNonNull(TypeCatalogue.class.getResourceAsStream(FILE));
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(TypeCatalogue::type)
                    .forEach(type -> types.put(type.name(), type));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Collections.unmodifiableMap(types);
    }

    private static MachineType type(String line) {
        String[] words = line.split(" ", -1);
        return new MachineType(
                words[0],
                Integer.parseInt(words[1]),
                Integer.parseInt(words[2]),
                Architecture.valueOf(words[3].toUpperCase(Locale.ROOT)),
                words[4].equals("current"),
                words[5],
                Integer.parseInt(words[6]));
    }
}
