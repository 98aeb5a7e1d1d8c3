package dev.tule.facts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The command that writes the facts files of module {@code aws}; see the README beside this module.
 *
 * <p>Arguments: a directory with Smithy models ({@code dynamodb-2012-08-10.json}, as {@code
 * aws/api-models-aws} publishes them), the jar {@code com.amazonaws:aws-java-sdk-models}, and the
 * directory to write to. A model that isn't there leaves its facts file as it is, and says so.
 */
public final class FactsTool {

    /**
     * @param model the file's name, without ending
     * @param enums whether wrong values of enumerations are refused by the front door
     * @param namespace of JSON error types, where the wire differs from the model
     */
    private record Source(String service, String model, boolean enums, Optional<String> namespace) {
        static Source of(String service, String model) {
            return new Source(service, model, true, Optional.empty());
        }
    }

    private static final List<Source> SMITHY =
            List.of(
                    new Source(
                            "dynamodb",
                            "dynamodb-2012-08-10",
                            true,
                            Optional.of("com.amazonaws.dynamodb.v20120810")),
                    new Source("s3", "s3-2006-03-01", false, Optional.empty()),
                    Source.of("iam", "iam-2010-05-08"),
                    Source.of("sts", "sts-2011-06-15"),
                    Source.of("rds", "rds-2014-10-31"),
                    Source.of("rdsdata", "rds-data-2018-08-01"),
                    Source.of("autoscaling", "auto-scaling-2011-01-01"),
                    Source.of("cloudwatch", "cloudwatch-2010-08-01"),
                    Source.of("elasticloadbalancing", "elastic-load-balancing-2012-06-01"),
                    Source.of("elasticloadbalancingv2", "elastic-load-balancing-v2-2015-12-01"),
                    Source.of("lambda", "lambda-2015-03-31"),
                    Source.of("sqs", "sqs-2012-11-05"),
                    Source.of("sns", "sns-2010-03-31"));

    private static final List<Source> SERVICE2 =
            List.of(Source.of("ec2", "ec2-2016-11-15"), Source.of("acm", "acm-2015-12-08"));

    private FactsTool() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 3) {
            System.err.println("usage: FactsTool SMITHY-DIRECTORY SDK-MODELS-JAR OUTPUT-DIRECTORY");
            System.exit(2);
        }
        Path smithy = Path.of(arguments[0]);
        Path output = Path.of(arguments[2]);
        for (Source source : SMITHY) {
            Path file = smithy.resolve(source.model + ".json");
            if (!Files.exists(file)) {
                System.out.println("no " + file + ": " + source.service + " stays as it is");
                continue;
            }
            try (InputStream in = Files.newInputStream(file)) {
                Model model = SmithyModel.read(JsonTree.read(in), source.enums);
                write(output, source, "the Smithy model " + source.model, model);
            }
        }
        fromService2(Path.of(arguments[1]), output);
    }

    private static void fromService2(Path jar, Path output) throws IOException {
        try (ZipFile models = new ZipFile(jar.toFile())) {
            for (Source source : SERVICE2) {
                String path = "models/" + source.model + "-model.json";
                ZipEntry entry = models.getEntry(path);
                if (entry == null) {
                    System.out.println("no " + path + ": " + source.service + " stays as it is");
                    continue;
                }
                try (InputStream in = models.getInputStream(entry)) {
                    Model model = Service2Model.read(JsonTree.read(in));
                    write(output, source, "aws-java-sdk-models' " + source.model, model);
                }
            }
        }
    }

    private static void write(Path output, Source source, String origin, Model model)
            throws IOException {
        List<String> lines = FactsWriter.write(source.service, origin, model, source.namespace);
        Path file = output.resolve(source.service + ".facts");
        Files.write(file, lines);
        System.out.printf("%s: %d lines, %d bytes%n", file, lines.size(), Files.size(file));
    }
}
