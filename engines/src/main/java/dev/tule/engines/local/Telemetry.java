package dev.tule.engines.local;

import dev.tule.engines.EngineException;
import dev.tule.engines.EngineException.Reason;
import dev.tule.engines.LogFile;
import dev.tule.engines.ServerReadings;
import dev.tule.engines.ServerState;
import dev.tule.engines.SlowQuery;
import dev.tule.engines.process.ProcessUsage;
import dev.tule.engines.process.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What a server shows of itself: what it uses, its logs, its slow queries. */
final class Telemetry {

    private final House house;
    private final LocalServer server;

    Telemetry(House house, LocalServer server) {
        this.house = house;
        this.server = server;
    }

    ServerReadings readings() {
        try {
            int connections = 0;
            if (server.state() == ServerState.AVAILABLE) {
                try (Connection connection = server.administer("")) {
                    connections = server.engine().connections(connection);
                }
            }
            ProcessUsage usage =
                    server.process()
                            .map(process -> ProcessUsage.of(process.identity()))
                            .orElse(ProcessUsage.NONE);
            return new ServerReadings(
                    house.clock().instant(),
                    connections,
                    usage.cpuTime(),
                    usage.memoryBytes(),
                    Trees.size(server.home().directory()),
                    usage.readOperations(),
                    usage.writeOperations(),
                    usage.readBytes(),
                    usage.writtenBytes());
        } catch (SQLException e) {
            throw new EngineException(Reason.ENGINE, server.name() + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new EngineException(Reason.STORAGE, server.name() + ": " + e.getMessage(), e);
        }
    }

    List<LogFile> logs() {
        List<LogFile> logs = new ArrayList<>();
        try (Stream<Path> files = Files.list(server.home().log())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                logs.add(
                        new LogFile(
                                file.getFileName().toString(),
                                file,
                                Files.size(file),
                                Files.getLastModifiedTime(file).toInstant()));
            }
        } catch (IOException e) {
            throw new EngineException(Reason.STORAGE, server.name() + ": " + e.getMessage(), e);
        }
        logs.sort(Comparator.comparing(LogFile::lastWritten).reversed());
        return List.copyOf(logs);
    }

    List<SlowQuery> slowQueries(int limit) {
        try {
            return server.engine().slowQueries(server.setup(), limit);
        } catch (IOException e) {
            throw new EngineException(Reason.STORAGE, server.name() + ": " + e.getMessage(), e);
        }
    }
}
