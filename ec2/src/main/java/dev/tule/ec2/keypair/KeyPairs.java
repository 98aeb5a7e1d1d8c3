package dev.tule.ec2.keypair;

import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Filters;
import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.Place;
import dev.tule.ec2.resource.Table;
import dev.tule.ec2.resource.TagRows;
import dev.tule.store.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.DeleteKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.DeleteKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.DescribeKeyPairsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeKeyPairsResponse;
import software.amazon.awssdk.services.ec2.model.ImportKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.ImportKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.KeyFormat;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;
import software.amazon.awssdk.services.ec2.model.KeyType;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Key pairs, by identifier; names are unique as well. Safe for use by many threads. */
public final class KeyPairs {
    private static final int MOST_NAME = 255;
    private static final int MOST = 5000;
    private static final Table<KeyPairInfo> ROWS =
            new Table<>(Kind.KEY_PAIR, KeyPairInfo.class, KeyPairInfo::builder);
    private static final Filters<KeyPairInfo> FILTERS =
            Filters.of(KeyPairInfo.builder(), KeyPairInfo.class)
                    .onMember("fingerprint", "key-fingerprint")
                    .onMembers("key-name", "key-pair-id");

    private final Place place;

    public KeyPairs(Place place) {
        this.place = place;
    }

    /** The key pair of that name, or the fault that there is none. */
    public static KeyPairInfo named(Snapshot rows, String name) {
        return find(rows, name).orElseThrow(() -> Kind.KEY_PAIR.notFound(name));
    }

    private static Optional<KeyPairInfo> find(Snapshot rows, String name) {
        return ROWS.all(rows).values().stream()
                .filter(key -> key.keyName().equals(name))
                .findFirst();
    }

    CreateKeyPairResponse create(CreateKeyPairRequest request) {
        String name = name(request.keyName());
        if (request.keyFormat() == KeyFormat.PPK) {
            throw Faults.notImplemented("KeyFormat ppk");
        }
        NewKey made = request.keyType() == KeyType.ED25519 ? NewKey.ed25519() : NewKey.rsa();
        KeyPairInfo row =
                keep(
                        info(name, made.publicKey(), made.fingerprint()),
                        TagRows.asked(request.tagSpecifications(), Kind.KEY_PAIR));
        return CreateKeyPairResponse.builder()
                .keyName(name)
                .keyPairId(row.keyPairId())
                .keyFingerprint(row.keyFingerprint())
                .keyMaterial(made.material())
                .tags(row.tags())
                .build();
    }

    ImportKeyPairResponse importKey(ImportKeyPairRequest request) {
        String name = name(request.keyName());
        PublicKey key =
                PublicKeys.read(
                        Faults.require(request.publicKeyMaterial(), "PublicKeyMaterial")
                                .asByteArray());
        KeyPairInfo row =
                keep(
                        info(name, key, key.fingerprint()),
                        TagRows.asked(request.tagSpecifications(), Kind.KEY_PAIR));
        return ImportKeyPairResponse.builder()
                .keyName(name)
                .keyPairId(row.keyPairId())
                .keyFingerprint(row.keyFingerprint())
                .tags(row.tags())
                .build();
    }

    private static String name(String given) {
        String name = Faults.require(given, "KeyName");
        if (name.length() > MOST_NAME || !name.chars().allMatch(c -> c >= ' ' && c < 0x7F)) {
            throw Faults.invalidValue(
                    "Value for parameter KeyName is invalid. It has up to 255 ASCII characters");
        }
        return name;
    }

    private KeyPairInfo info(String name, PublicKey key, String fingerprint) {
        return KeyPairInfo.builder()
                .keyPairId(place.newId(Kind.KEY_PAIR))
                .keyName(name)
                .keyType(key.type())
                .keyFingerprint(fingerprint)
                .publicKey(key.line(name))
                .createTime(place.now())
                .build();
    }

    private KeyPairInfo keep(KeyPairInfo row, List<Tag> tags) {
        return place.transact(
                rows -> {
                    Map<String, KeyPairInfo> all = ROWS.all(rows);
                    if (all.values().stream().anyMatch(k -> k.keyName().equals(row.keyName()))) {
                        throw Faults.of("InvalidKeyPair.Duplicate", "The keypair already exists");
                    }
                    if (all.size() >= MOST) {
                        throw Faults.of(
                                "KeyPairLimitExceeded", "There are " + MOST + " key pairs already");
                    }
                    ROWS.put(rows, row.keyPairId(), row);
                    TagRows.put(rows, row.keyPairId(), tags);
                    return row.toBuilder().tags(tags).build();
                });
    }

    DescribeKeyPairsResponse describe(DescribeKeyPairsRequest request) {
        boolean withKey = Boolean.TRUE.equals(request.includePublicKey());
        return place.read(
                rows -> {
                    for (String name : request.keyNames()) {
                        named(rows, name);
                    }
                    for (String id : request.keyPairIds()) {
                        ROWS.get(rows, id);
                    }
                    Map<String, Map<String, String>> tags = TagRows.all(rows);
                    List<KeyPairInfo> found =
                            ROWS.all(rows).values().stream()
                                    .filter(key -> isAsked(request, key))
                                    .filter(
                                            FILTERS.asked(
                                                    request.filters(),
                                                    key ->
                                                            tags.getOrDefault(
                                                                    key.keyPairId(), Map.of())))
                                    .map(key -> shown(key, withKey, tags))
                                    .toList();
                    return DescribeKeyPairsResponse.builder().keyPairs(found).build();
                });
    }

    private static boolean isAsked(DescribeKeyPairsRequest request, KeyPairInfo key) {
        return (request.keyNames().isEmpty() && request.keyPairIds().isEmpty())
                || request.keyNames().contains(key.keyName())
                || request.keyPairIds().contains(key.keyPairId());
    }

    private static KeyPairInfo shown(
            KeyPairInfo key, boolean withKey, Map<String, Map<String, String>> tags) {
        KeyPairInfo.Builder shown = key.toBuilder();
        if (!withKey) {
            shown.publicKey(null);
        }
        return shown.tags(TagRows.models(tags.getOrDefault(key.keyPairId(), Map.of()))).build();
    }

    /** To delete what isn't there succeeds. */
    DeleteKeyPairResponse delete(DeleteKeyPairRequest request) {
        if (request.keyName() == null && request.keyPairId() == null) {
            throw Faults.missing("KeyName");
        }
        return place.transact(
                rows -> {
                    Optional<KeyPairInfo> found =
                            request.keyPairId() != null
                                    ? ROWS.find(rows, request.keyPairId())
                                    : find(rows, request.keyName());
                    found.ifPresent(key -> ROWS.delete(rows, key.keyPairId()));
                    return DeleteKeyPairResponse.builder()
                            .returnValue(true)
                            .keyPairId(found.map(KeyPairInfo::keyPairId).orElse(null))
                            .build();
                });
    }
}
