package dev.tule.rds.data;

import dev.tule.aws.protocol.JsonFactories;
import dev.tule.aws.protocol.JsonMaps;
import dev.tule.aws.shape.MalformedRequest;
import dev.tule.engines.DatabaseServer;
import dev.tule.engines.Login;
import dev.tule.engines.ServerState;
import dev.tule.rds.engine.Engine;
import dev.tule.rds.instance.Instance;
import dev.tule.rds.instance.Instances;
import dev.tule.rds.life.Servers;
import dev.tule.rds.resource.Place;
import dev.tule.rds.secret.SecretVault;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rdsdata.model.BadRequestException;
import software.amazon.awssdk.services.rdsdata.model.DatabaseNotFoundException;
import software.amazon.awssdk.services.rdsdata.model.DatabaseUnavailableException;
import software.amazon.awssdk.services.rdsdata.model.InvalidSecretException;
import software.amazon.awssdk.services.rdsdata.model.SecretsErrorException;

/** The DB instances of a place, as the Data API finds them. Safe for use by many threads. */
public final class DataTargets implements Targets {
    private static final JsonMaps JSON = new JsonMaps(JsonFactories.json(8, 1 << 16));

    private final Place place;
    private final Instances instances;
    private final Servers servers;
    private final SecretVault vault;

    public DataTargets(Place place, Instances instances, Servers servers, SecretVault vault) {
        this.place = place;
        this.instances = instances;
        this.servers = servers;
        this.vault = vault;
    }

    @Override
    public Target target(String resourceArn, String database) {
        if (!resourceArn.startsWith(place.arn("db", ""))) {
            throw BadRequestException.builder()
                    .message(
                            "The resource is not the ARN of a DB instance of this account and"
                                    + " region: "
                                    + resourceArn)
                    .build();
        }
        Instance instance =
                place.read(rows -> instances.find(rows, resourceArn))
                        .orElseThrow(
                                () ->
                                        DatabaseNotFoundException.builder()
                                                .message("There is no DB instance " + resourceArn)
                                                .build());
        if (Engine.of(instance.description().engine()).filter(Engine::isContained).isPresent()) {
            throw BadRequestException.builder()
                    .message("The Data API has no driver for " + instance.description().engine())
                    .build();
        }
        Optional<DatabaseServer> server =
                servers.find(instance).filter(s -> s.state() == ServerState.AVAILABLE);
        if (server.isEmpty()) {
            throw DatabaseUnavailableException.builder()
                    .message("DB instance %s is %s".formatted(instance.id(), instance.status()))
                    .build();
        }
        String usual = instance.description().dbName();
        String wanted = database.isEmpty() && usual != null ? usual : database;
        boolean unnamed = wanted.isEmpty() && instance.isOf(Engine.POSTGRES);
        return new Target(
                server.get().version().kind(), server.get().jdbcUrl(unnamed ? "postgres" : wanted));
    }

    @Override
    public Login login(String secretArn) {
        String text =
                place.read(rows -> vault.find(rows, secretArn))
                        .map(vault::open)
                        .orElseThrow(
                                () ->
                                        SecretsErrorException.builder()
                                                .message(
                                                        "Secrets Manager can't find the specified"
                                                                + " secret.")
                                                .build());
        try {
            Map<String, Object> fields = JSON.read(text.getBytes(StandardCharsets.UTF_8));
            return new Login(word(fields.get("username")), word(fields.get("password")));
        } catch (MalformedRequest | IllegalArgumentException e) {
            throw InvalidSecretException.builder()
                    .message("The secret is not JSON with a username and a password")
                    .build();
        }
    }

    private static String word(@Nullable Object value) {
        if (value instanceof String word) {
            return word;
        }
        throw new IllegalArgumentException("no text");
    }
}
