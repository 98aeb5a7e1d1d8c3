package dev.tule.rds.secret;

import dev.tule.aws.AwsFault;
import dev.tule.aws.ServedApi;
import dev.tule.rds.resource.Faults;
import dev.tule.rds.resource.Place;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What of Secrets Manager (API Reference, 2017-10-17) programs need that reach databases by their
 * secrets: texts, one version of each. Safe for use by many threads.
 */
public final class SecretOperations implements ServedApi.JsonOperations {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9/_+=.@-]{1,512}");
    private static final int LONGEST = 65536;
    private static final int MOST = 10_000;

    private final Place place;
    private final SecretVault vault;

    public SecretOperations(Place place, SecretVault vault) {
        this.place = place;
        this.vault = vault;
    }

    @Override
    public Map<String, Object> call(String operation, Map<String, Object> request) {
        return switch (operation) {
            case "CreateSecret" -> create(request);
            case "GetSecretValue" -> value(request);
            case "PutSecretValue" -> put(request);
            case "DescribeSecret" -> describe(required(request));
            case "ListSecrets" -> list();
            case "DeleteSecret" -> delete(request);
            default -> throw new UnsupportedOperationException(operation);
        };
    }

    private Map<String, Object> create(Map<String, Object> request) {
        String name = text(request, "Name");
        if (!NAME.matcher(name).matches()) {
            throw invalid(
                    "Invalid name. Must be a valid name containing alphanumeric"
                            + " characters, or any of the following: -/_+=.@");
        }
        String value = secretText(request);
        Secret made =
                place.transact(
                        rows -> {
                            List<Secret> all = vault.all(rows);
                            if (all.stream().anyMatch(secret -> secret.name().equals(name))) {
                                throw AwsFault.of(
                                        "ResourceExistsException",
                                        400,
                                        "The operation failed because the secret %s already exists."
                                                .formatted(name));
                            }
                            if (all.size() >= MOST) {
                                throw AwsFault.of(
                                        "LimitExceededException",
                                        400,
                                        "There are %d secrets, as many as may be.".formatted(MOST));
                            }
                            return vault.add(rows, name, value, false);
                        });
        return versioned(made);
    }

    private Map<String, Object> value(Map<String, Object> request) {
        Secret secret = required(request);
        Map<String, Object> answer = versioned(secret);
        answer.put("SecretString", vault.open(secret));
        answer.put("VersionStages", List.of("AWSCURRENT"));
        answer.put("CreatedDate", seconds(secret.changed()));
        return answer;
    }

    private Map<String, Object> put(Map<String, Object> request) {
        String value = secretText(request);
        String id = text(request, "SecretId");
        Secret changed =
                place.transact(
                        rows -> {
                            Secret before = vault.find(rows, id).orElseThrow(() -> missing());
                            refuseOfRds(before);
                            return vault.change(rows, before, value);
                        });
        Map<String, Object> answer = versioned(changed);
        answer.put("VersionStages", List.of("AWSCURRENT"));
        return answer;
    }

    private Map<String, Object> list() {
        List<Secret> all = place.read(vault::all);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("SecretList", all.stream().map(SecretOperations::describe).toList());
        return answer;
    }

    private static Map<String, Object> describe(Secret secret) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("ARN", secret.arn());
        answer.put("Name", secret.name());
        answer.put("CreatedDate", seconds(secret.created()));
        answer.put("LastChangedDate", seconds(secret.changed()));
        answer.put("VersionIdsToStages", Map.of(secret.version(), List.of("AWSCURRENT")));
        if (secret.ofRds()) {
            answer.put("OwningService", "rds");
        }
        return answer;
    }

    private Map<String, Object> delete(Map<String, Object> request) {
        if (!Boolean.TRUE.equals(request.get("ForceDeleteWithoutRecovery"))) {
            throw Faults.notImplemented("Deleting without ForceDeleteWithoutRecovery is");
        }
        String id = text(request, "SecretId");
        Secret deleted =
                place.transact(
                        rows -> {
                            Secret secret = vault.find(rows, id).orElseThrow(() -> missing());
                            refuseOfRds(secret);
                            vault.delete(rows, secret.arn());
                            return secret;
                        });
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("ARN", deleted.arn());
        answer.put("Name", deleted.name());
        answer.put("DeletionDate", seconds(place.now()));
        return answer;
    }

    private static void refuseOfRds(Secret secret) {
        if (secret.ofRds()) {
            throw AwsFault.of(
                    "InvalidRequestException",
                    400,
                    "You can't change a secret that RDS manages: " + secret.name());
        }
    }

    private Secret required(Map<String, Object> request) {
        String id = text(request, "SecretId");
        return place.read(rows -> vault.find(rows, id)).orElseThrow(() -> missing());
    }

    private static AwsFault missing() {
        return AwsFault.of(
                "ResourceNotFoundException",
                400,
                "Secrets Manager can't find the specified secret.");
    }

    private static Map<String, Object> versioned(Secret secret) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("ARN", secret.arn());
        answer.put("Name", secret.name());
        answer.put("VersionId", secret.version());
        return answer;
    }

    private static Double seconds(Instant time) {
        return time.toEpochMilli() / 1000.0;
    }

    private static String secretText(Map<String, Object> request) {
        if (request.get("SecretBinary") != null) {
            throw Faults.notImplemented("The parameter SecretBinary is");
        }
        String value = text(request, "SecretString");
        if (value.length() > LONGEST) {
            throw invalid("A secret has at most %d characters.".formatted(LONGEST));
        }
        return value;
    }

    private static String text(Map<String, Object> request, String name) {
        if (request.get(name) instanceof String text && !text.isEmpty()) {
            return text;
        }
        throw invalid("You must provide a value for the " + name + " parameter.");
    }

    private static AwsFault invalid(String message) {
        return AwsFault.of("InvalidParameterException", 400, message);
    }
}
