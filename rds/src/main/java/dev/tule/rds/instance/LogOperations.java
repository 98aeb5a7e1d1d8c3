package dev.tule.rds.instance;

import dev.tule.engines.DatabaseServer;
import dev.tule.engines.LogFile;
import dev.tule.rds.life.Servers;
import dev.tule.rds.resource.Faults;
import dev.tule.rds.resource.Listing;
import dev.tule.rds.resource.Names;
import dev.tule.rds.resource.Place;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DescribeDBLogFilesDetails;
import software.amazon.awssdk.services.rds.model.DescribeDbLogFilesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbLogFilesResponse;
import software.amazon.awssdk.services.rds.model.DownloadDbLogFilePortionRequest;
import software.amazon.awssdk.services.rds.model.DownloadDbLogFilePortionResponse;

/**
 * The logs of database servers (RDS User Guide, "Monitoring Amazon RDS log files"). Safe for use by
 * many threads.
 */
public final class LogOperations {
    /** As MariaDB and MySQL write it here. */
    private static final String SLOW = "mysql-slow.log";

    /** RDS API Reference, DownloadDBLogFilePortion: at most 1 MB at once. */
    private static final int MOST_BYTES = 1 << 20;

    private static final int MOST_LINES = 10_000;

    private final Place place;
    private final Instances instances;
    private final Servers servers;

    public LogOperations(Place place, Instances instances, Servers servers) {
        this.place = place;
        this.instances = instances;
        this.servers = servers;
    }

    private List<LogFile> logs(@Nullable String id) {
        Instance instance = place.read(rows -> instances.required(rows, id));
        return servers.find(instance).map(DatabaseServer::logs).orElse(List.of());
    }

    /** RDS User Guide, "Monitoring Amazon RDS log files": in directories that aren't there. */
    private static String name(LogFile log) {
        return log.name().startsWith(SLOW)
                ? "slowquery/mysql-slowquery.log" + log.name().substring(SLOW.length())
                : "error/" + log.name();
    }

    public DescribeDbLogFilesResponse describe(DescribeDbLogFilesRequest request) {
        String part = request.filenameContains();
        Long since = request.fileLastWritten();
        Long size = request.fileSize();
        List<DescribeDBLogFilesDetails> found =
                logs(request.dbInstanceIdentifier()).stream()
                        .filter(log -> part == null || name(log).contains(part))
                        .filter(log -> since == null || log.lastWritten().toEpochMilli() >= since)
                        .filter(log -> size == null || log.sizeBytes() >= size)
                        .map(
                                log ->
                                        DescribeDBLogFilesDetails.builder()
                                                .logFileName(name(log))
                                                .size(log.sizeBytes())
                                                .lastWritten(log.lastWritten().toEpochMilli())
                                                .build())
                        .toList();
        Listing<DescribeDBLogFilesDetails> page =
                Listing.of(
                        found,
                        DescribeDBLogFilesDetails::logFileName,
                        request.maxRecords(),
                        request.marker());
        return DescribeDbLogFilesResponse.builder()
                .describeDBLogFiles(page.items())
                .marker(page.marker())
                .build();
    }

    /** The marker is the offset of the next byte; without one, the last lines are meant. */
    public DownloadDbLogFilePortionResponse download(DownloadDbLogFilePortionRequest request) {
        String name = Names.required("LogFileName", request.logFileName());
        LogFile log =
                logs(request.dbInstanceIdentifier()).stream()
                        .filter(found -> name(found).equals(name))
                        .findFirst()
                        .orElseThrow(() -> Faults.noLogFile(name));
        int lines =
                Optional.ofNullable(request.numberOfLines())
                        .filter(n -> n > 0)
                        .map(n -> Math.min(n, MOST_LINES))
                        .orElse(MOST_LINES);
        try (RandomAccessFile file = new RandomAccessFile(log.path().toFile(), "r")) {
            long end = file.length();
            String marker = request.marker();
            boolean fromMarker = marker != null && !marker.isEmpty();
            long from = fromMarker ? offset(marker, end) : Math.max(0, end - MOST_BYTES);
            file.seek(from);
            byte[] bytes = new byte[(int) Math.min(MOST_BYTES, end - from)];
            file.readFully(bytes);
            int begin = fromMarker ? 0 : lastLines(bytes, lines);
            int length = fromMarker ? firstLines(bytes, lines) : bytes.length - begin;
            long next = from + begin + length;
            return DownloadDbLogFilePortionResponse.builder()
                    .logFileData(new String(bytes, begin, length, StandardCharsets.UTF_8))
                    .marker(Long.toString(next))
                    .additionalDataPending(next < end)
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long offset(String marker, long end) {
        try {
            long offset = Long.parseLong(marker);
            if (offset >= 0 && offset <= end) {
                return offset;
            }
        } catch (NumberFormatException e) {
            throw Faults.invalid("Marker is not valid: " + marker, e);
        }
        throw Faults.invalid("Marker is not valid: " + marker);
    }

    /** Where the last lines begin. */
    private static int lastLines(byte[] bytes, int lines) {
        int left = lines;
        for (int i = bytes.length - 2; i >= 0; i--) {
            if (bytes[i] == '\n') {
                left--;
                if (left == 0) {
                    return i + 1;
                }
            }
        }
        return 0;
    }

    /** How long the first lines are. */
    private static int firstLines(byte[] bytes, int lines) {
        int left = lines;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                left--;
                if (left == 0) {
                    return i + 1;
                }
            }
        }
        return bytes.length;
    }
}
