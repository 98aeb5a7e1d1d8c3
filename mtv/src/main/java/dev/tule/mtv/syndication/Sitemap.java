package dev.tule.mtv.syndication;

import dev.tule.mtv.HttpStatus;
import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pages that search engines should know; at most 50,000 in one.
 *
 * @param entries the pages
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/contrib/sitemaps/">Django: sitemaps</a>
 */
public record Sitemap(List<Entry> entries) {
    private static final int MAX_ENTRIES = 50_000;

    /**
     * A page.
     *
     * @param path within the site
     * @param lastModified null where it isn't known
     */
    public record Entry(String path, @Nullable LocalDate lastModified) {}

    public Sitemap {
        entries = List.copyOf(entries);
        if (entries.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException("a sitemap has at most " + MAX_ENTRIES + " pages");
        }
    }

    public Response response(Request request) {
        Xml xml = new Xml().open("urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"");
        for (Entry entry : entries) {
            xml.open("url").element("loc", request.absoluteUri(entry.path));
            if (entry.lastModified != null) {
                xml.element("lastmod", entry.lastModified.toString());
            }
            xml.close("url");
        }
        return Response.of(HttpStatus.OK, "application/xml", xml.close("urlset").toString())
                .with("X-Robots-Tag", "noindex, noodp, noarchive");
    }
}
