package dev.tule.ec2.parameter;

import dev.tule.aws.AwsFault;
import dev.tule.aws.ServedApi;
import dev.tule.ec2.image.BuiltIn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What of Systems Manager's parameters is read by those who look for an image: {@code
 * GetParameter}, {@code GetParameters} and {@code GetParametersByPath} over the names in the table
 * of aliases. Nobody's own parameters are kept here. Safe for use by many threads.
 */
public final class PublicParameters implements ServedApi.JsonOperations {
    private static final int MOST_NAMES = 10;
    private static final int MOST_A_PAGE = 10;

    private final String region;
    private final SortedMap<String, BuiltIn> images = new TreeMap<>();

    /**
     * @param region whose ARNs are told; the parameters are the same in all
     */
    public PublicParameters(String region) {
        this.region = region;
        images.putAll(BuiltIn.parameters());
    }

    @Override
    public Map<String, Object> call(String operation, Map<String, Object> request) {
        return switch (operation) {
            case "GetParameter" -> one(request);
            case "GetParameters" -> several(request);
            case "GetParametersByPath" -> byPath(request);
            default -> throw new UnsupportedOperationException(operation);
        };
    }

    private Map<String, Object> one(Map<String, Object> request) {
        String asked = text(request, "Name");
        Map<String, Object> found = find(asked);
        if (found == null) {
            throw AwsFault.of("ParameterNotFound", 400, "Parameter " + asked + " not found.");
        }
        return Map.of("Parameter", found);
    }

    private Map<String, Object> several(Map<String, Object> request) {
        if (!(request.get("Names") instanceof List<?> names)
                || names.isEmpty()
                || names.size() > MOST_NAMES) {
            throw invalid("Names must be a list of 1 to " + MOST_NAMES + " names");
        }
        List<Map<String, Object>> found = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (Object each : names) {
            String name = String.valueOf(each);
            Map<String, Object> parameter = find(name);
            if (parameter == null) {
                missing.add(name);
            } else {
                found.add(parameter);
            }
        }
        return Map.of("Parameters", found, "InvalidParameters", missing);
    }

    private Map<String, Object> byPath(Map<String, Object> request) {
        String path = text(request, "Path");
        if (!path.startsWith("/")) {
            throw invalid("The parameter path must begin with a forward slash");
        }
        if (request.get("ParameterFilters") instanceof List<?> filters && !filters.isEmpty()) {
            throw new UnsupportedOperationException("GetParametersByPath with ParameterFilters");
        }
        String below = path.endsWith("/") ? path : path + "/";
        boolean recursive = Boolean.TRUE.equals(request.get("Recursive"));
        String token = String.valueOf(request.getOrDefault("NextToken", ""));
        int most = most(request);
        List<Map<String, Object>> found = new ArrayList<>();
        String last = "";
        for (Map.Entry<String, BuiltIn> each : images.tailMap(token + "\0").entrySet()) {
            String name = each.getKey();
            if (name.startsWith(below) && (recursive || name.indexOf('/', below.length()) < 0)) {
                if (found.size() == most) {
                    return Map.of("Parameters", found, "NextToken", last);
                }
                found.add(parameter(name, each.getValue()));
                last = name;
            }
        }
        return Map.of("Parameters", found);
    }

    private static int most(Map<String, Object> request) {
        Object asked = request.getOrDefault("MaxResults", (long) MOST_A_PAGE);
        if (!(asked instanceof Long number) || number < 1 || number > MOST_A_PAGE) {
            throw invalid("MaxResults must be 1 to " + MOST_A_PAGE);
        }
        return number.intValue();
    }

    /** By its name, or its ARN, with or without the number of its only version. */
    private @Nullable Map<String, Object> find(String asked) {
        int arn = asked.indexOf(":parameter/");
        String name =
                asked.startsWith("arn:") && arn > 0
                        ? asked.substring(asked.indexOf('/', arn))
                        : asked;
        int selector = name.lastIndexOf(':');
        String plain = selector > 0 ? name.substring(0, selector) : name;
        BuiltIn image = images.get(plain);
        if (image == null || (selector > 0 && !name.endsWith(":1"))) {
            return null;
        }
        Map<String, Object> parameter = parameter(plain, image);
        if (selector > 0) {
            parameter.put("Selector", name.substring(selector));
        }
        return parameter;
    }

    private Map<String, Object> parameter(String name, BuiltIn image) {
        Map<String, Object> parameter = new LinkedHashMap<>();
        parameter.put("Name", name);
        parameter.put("Type", "String");
        parameter.put("Value", image.id());
        parameter.put("Version", 1L);
        parameter.put("LastModifiedDate", BuiltIn.MADE.getEpochSecond());
        parameter.put("ARN", arn(region, name));
        parameter.put("DataType", "aws:ec2:image");
        return parameter;
    }

    /** What a request is about, for authorisation: several names are judged as all there are. */
    public static String resource(String region, Map<String, Object> request) {
        Object asked = request.getOrDefault("Name", request.getOrDefault("Path", "*"));
        return asked instanceof String name && name.startsWith("/") ? arn(region, name) : "*";
    }

    private static String arn(String region, String name) {
        return "arn:aws:ssm:%s::parameter%s".formatted(region, name);
    }

    private static String text(Map<String, Object> request, String name) {
        if (!(request.get(name) instanceof String text) || text.isEmpty() || text.length() > 2048) {
            throw invalid(name + " must be a text of 1 to 2048 characters");
        }
        return text;
    }

    private static AwsFault invalid(String message) {
        return AwsFault.of("ValidationException", 400, message);
    }
}
