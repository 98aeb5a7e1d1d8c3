package dev.tule.ec2.image;

import dev.tule.compute.Architecture;
import dev.tule.ec2.type.TypeCatalogue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Image;

/** The images that come with Tule, and the names that other clouds' images have here. */
public enum BuiltIn {
    TINY("tiny", Architecture.X86_64, "ami-00000000000000001", Text.TINY),
    TINY_ARM64("tiny-arm64", Architecture.ARM64, "ami-00000000000000a01", Text.TINY),
    DEBIAN_12("debian-12", Architecture.X86_64, "ami-00000000000000012", Text.DEBIAN),
    DEBIAN_12_ARM64("debian-12-arm64", Architecture.ARM64, "ami-00000000000000a12", Text.DEBIAN);

    /** What people are told of them. */
    private static final class Text {
        static final String TINY = "A few MB of BusyBox and Dropbear: log in as ec2-user or root";
        static final String DEBIAN = "Debian 12 with cloud-init: log in as debian";
    }

    private static final String ALIASES = "image-aliases.txt";
    private static final String RESOLVE = "resolve:ssm:";
    private static final int ROOT_GIB = 8;

    /** When all of them are said to have been made. */
    public static final Instant MADE = Instant.parse("2026-11-22T00:00:00Z");

    private final String word;
    private final Architecture architecture;
    private final String id;
    private final String description;

    BuiltIn(String word, Architecture architecture, String id, String description) {
        this.word = word;
        this.architecture = architecture;
        this.id = id;
        this.description = description;
    }

    /** Its name in rows and in the table of aliases. */
    public String word() {
        return word;
    }

    /** What machines it is for. */
    public Architecture architecture() {
        return architecture;
    }

    /** Whether it is Debian, rather than the tiny image. */
    public boolean isDebian() {
        return this == DEBIAN_12 || this == DEBIAN_12_ARM64;
    }

    /** The tiny image for machines of this host's own architecture. */
    public static BuiltIn tinyOfHost() {
        return Architecture.host() == Architecture.ARM64 ? TINY_ARM64 : TINY;
    }

    public String id() {
        return id;
    }

    /** Read when first asked for. */
    private static final class Known {
        static final Map<String, BuiltIn> BY_NAME = read();
    }

    private static Map<String, BuiltIn> read() {
        Map<String, BuiltIn> names = new HashMap<>();
        for (BuiltIn each : values()) {
            names.put(each.id, each);
        }
        try (InputStream file = Objects.requireNonNull(BuiltIn.class.getResourceAsStream(ALIASES));
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" ", 3))
                    .forEach(words -> names.put(words[0], named(words[1])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Collections.unmodifiableMap(names);
    }

    /** The one with this word. */
    public static BuiltIn named(String word) {
        return Arrays.stream(values())
                .filter(each -> each.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no image " + word));
    }

    /**
     * The image that a program means.
     *
     * @param name its identifier, one of an image of AWS's that is known here, or {@code
     *     resolve:ssm:} and the name of a public parameter
     */
    public static Optional<BuiltIn> find(String name) {
        String plain = name.startsWith(RESOLVE) ? name.substring(RESOLVE.length()) : name;
        int version = plain.lastIndexOf(':');
        String parameter = version > 0 ? plain.substring(0, version) : plain;
        return Optional.ofNullable(Known.BY_NAME.get(parameter));
    }

    /** The public parameters that name an image, and which. */
    public static Map<String, BuiltIn> parameters() {
        Map<String, BuiltIn> parameters = new HashMap<>(Known.BY_NAME);
        parameters.keySet().removeIf(name -> !name.startsWith("/"));
        return parameters;
    }

    /**
     * As DescribeImages shows it.
     *
     * @param asked the identifier that it was asked for by: a program finds what it looks for
     */
    Image image(String asked) {
        String meaning =
                asked.equals(id) ? description : asked + " is " + word + " here. " + description;
        return Image.builder()
                .imageId(asked.startsWith("ami-") ? asked : id)
                .name("tule/" + word)
                .description(meaning)
                .imageLocation("tule/" + word)
                .imageOwnerAlias("amazon")
                .ownerId("000000000000")
                .publicLaunchPermissions(true)
                .state("available")
                .architecture(TypeCatalogue.nameOf(architecture))
                .imageType("machine")
                .virtualizationType("hvm")
                .hypervisor("xen")
                .rootDeviceType("ebs")
                .rootDeviceName(Images.ROOT_DEVICE)
                .platformDetails("Linux/UNIX")
                .usageOperation("RunInstances")
                .enaSupport(false)
                .creationDate(MADE.toString())
                .blockDeviceMappings(
                        List.of(
                                software.amazon.awssdk.services.ec2.model.BlockDeviceMapping
                                        .builder()
                                        .deviceName(Images.ROOT_DEVICE)
                                        .ebs(
                                                disk ->
                                                        disk.volumeSize(ROOT_GIB)
                                                                .volumeType("gp2")
                                                                .deleteOnTermination(true)
                                                                .encrypted(false))
                                        .build()))
                .build();
    }
}
