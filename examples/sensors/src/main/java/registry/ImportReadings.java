package registry;

import dev.tule.mtv.management.BaseCommand;
import dev.tule.mtv.management.CommandError;
import dev.tule.mtv.models.Transactions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Reads lines of sensor, time and value. */
@Command(name = "importreadings", description = "Reads readings from a CSV file.")
public final class ImportReadings extends BaseCommand {
    @Parameters(paramLabel = "FILE", description = "Lines such as: barn,2026-03-01T06:00:00Z,4.5")
    private Path file;

    @Override
    protected void handle() throws CommandError, IOException {
        List<String> lines = Files.readAllLines(file);
        try {
            Transactions.atomic(() -> lines.forEach(ImportReadings::add));
        } catch (DateTimeException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new CommandError("Nothing was read, for " + e.getMessage() + ".", e);
        }
        say(lines.size() + " readings");
    }

    private static void add(String line) {
        String[] cells = line.split(",");
        Sensor sensor = Sensor.objects.getOrCreate("name", cells[0]);
        Instant at = Instant.parse(cells[1]);
        Reading.objects.create("sensor", sensor, "at", at, "value", Double.parseDouble(cells[2]));
    }
}
