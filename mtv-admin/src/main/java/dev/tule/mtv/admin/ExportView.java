package dev.tule.mtv.admin;

import dev.tule.mtv.Http404;
import dev.tule.mtv.Json;
import dev.tule.mtv.Response;
import dev.tule.mtv.SuspiciousOperation;
import dev.tule.mtv.messages.Messages;
import dev.tule.mtv.models.FieldError;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.QuerySet;
import dev.tule.mtv.template.Escaper;
import dev.tule.mtv.template.Values;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The objects of a list as a file, as the list is filtered and sorted, some at a time. */
final class ExportView {
    private static final int SLICE = 500;
    private static final long MOST = 100_000;

    private ExportView() {}

    static <M extends Model> Response show(AdminPages pages, ModelAdmin<M> admin) {
        Access.of(pages.request(), admin).require(Permit.VIEW, null);
        List<Column<M>> columns = admin.exportColumns();
        String format = pages.request().arg("format");
        if (columns.isEmpty() || !(format.equals("csv") || format.equals("json"))) {
            throw new Http404("no such export");
        }
        ChangeList<M> list = new ChangeList<>(admin, pages.request().query());
        try {
            QuerySet<M> found =
                    list.sorted(list.among(admin.options().source.apply(pages.request())));
            if (found.count() > MOST) {
                Messages.error(
                        pages.request(),
                        "An export has " + MOST + " objects at most. Narrow the list first.");
                return Response.redirect(pages.list(admin.meta()));
            }
            String[] related = admin.related(columns);
            return file(
                    admin,
                    columns,
                    related.length == 0 ? found : found.selectRelated(related),
                    format);
        } catch (FieldError wrong) {
            throw new SuspiciousOperation("a filter of the list was given nonsense");
        }
    }

    private static <M extends Model> Response file(
            ModelAdmin<M> admin, List<Column<M>> columns, QuerySet<M> found, String format) {
        String name = admin.meta().verboseNamePlural().replaceAll("[^A-Za-z0-9]+", "-");
        boolean csv = format.equals("csv");
        return Response.stream(
                        csv ? "text/csv; charset=utf-8" : "application/json",
                        out -> {
                            Writer to = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                            if (csv) {
                                writeCsv(to, columns, found);
                            } else {
                                writeJson(to, columns, found);
                            }
                            to.flush();
                        })
                .with(
                        "Content-Disposition",
                        "attachment; filename=\"%s.%s\""
                                .formatted(name.toLowerCase(Locale.ROOT), format));
    }

    private static <M extends Model> void writeCsv(
            Writer out, List<Column<M>> columns, QuerySet<M> found) throws IOException {
        out.write(
                columns.stream()
                        .map(column -> Escaper.CSV.escape(column.name()))
                        .collect(Collectors.joining(",", "", "\r\n")));
        for (long from = 0; ; from += SLICE) {
            List<M> some = found.slice(from, SLICE);
            for (M object : some) {
                String line =
                        columns.stream()
                                .map(column -> field(column.value().apply(object)))
                                .collect(Collectors.joining(",", "", "\r\n"));
                out.write(line);
            }
            if (some.size() < SLICE) {
                return;
            }
        }
    }

    /** Numbers are no formulas, whatever their sign. */
    private static String field(@Nullable Object value) {
        Object plain = Shown.plain(value);
        return plain instanceof Number number
                ? Values.text(number)
                : Escaper.CSV.escape(Values.text(plain));
    }

    private static <M extends Model> void writeJson(
            Writer out, List<Column<M>> columns, QuerySet<M> found) throws IOException {
        out.write("[");
        boolean first = true;
        for (long from = 0; ; from += SLICE) {
            List<M> some = found.slice(from, SLICE);
            for (M object : some) {
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                for (Column<M> column : columns) {
                    row.put(column.name(), Shown.plain(column.value().apply(object)));
                }
                out.write((first ? "\n" : ",\n") + Json.write(row));
                first = false;
            }
            if (some.size() < SLICE) {
                out.write("\n]\n");
                return;
            }
        }
    }
}
