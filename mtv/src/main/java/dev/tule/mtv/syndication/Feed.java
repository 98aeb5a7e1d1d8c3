package dev.tule.mtv.syndication;

import dev.tule.mtv.HttpStatus;
import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;

/**
 * News of a site.
 *
 * @param title of the feed
 * @param link the page that it tells of, within the site
 * @param description what it is about
 * @param items the news, the newest first
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/contrib/syndication/">Django:
 *     syndication</a>
 */
public record Feed(String title, String link, String description, List<Item> items) {

    /**
     * A piece of news.
     *
     * @param title its heading
     * @param link its page, within the site; also what it is known by
     * @param description plain text or HTML
     * @param published when
     */
    public record Item(String title, String link, String description, Instant published) {}

    public Feed {
        items = List.copyOf(items);
    }

    private Instant updated() {
        return items.stream()
                .map(Item::published)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    /** As RSS 2.0. */
    public Response rss(Request request) {
        Xml xml =
                new Xml()
                        .open("rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\"")
                        .open("channel")
                        .element("title", title)
                        .element("link", request.absoluteUri(link))
                        .element("description", description)
                        .empty(
                                "atom:link",
                                "rel",
                                "self",
                                "href",
                                request.absoluteUri(request.fullPath()))
                        .element("lastBuildDate", rfc822(updated()));
        for (Item item : items) {
            xml.open("item")
                    .element("title", item.title)
                    .element("link", request.absoluteUri(item.link))
                    .element("description", item.description)
                    .element("pubDate", rfc822(item.published))
                    .element("guid", request.absoluteUri(item.link))
                    .close("item");
        }
        return Response.of(
                HttpStatus.OK,
                "application/rss+xml; charset=utf-8",
                xml.close("channel").close("rss").toString());
    }

    /** As Atom. */
    public Response atom(Request request) {
        Xml xml =
                new Xml()
                        .open("feed xmlns=\"http://www.w3.org/2005/Atom\"")
                        .element("title", title)
                        .empty("link", "rel", "alternate", "href", request.absoluteUri(link))
                        .empty(
                                "link",
                                "rel",
                                "self",
                                "href",
                                request.absoluteUri(request.fullPath()))
                        .element("id", request.absoluteUri(link))
                        .element("updated", updated().toString())
                        .element("subtitle", description)
                        .open("author")
                        .element("name", title)
                        .close("author");
        for (Item item : items) {
            xml.open("entry")
                    .element("title", item.title)
                    .empty("link", "rel", "alternate", "href", request.absoluteUri(item.link))
                    .element("id", request.absoluteUri(item.link))
                    .element("published", item.published.toString())
                    .element("updated", item.published.toString())
                    .open("summary type=\"html\"")
                    .text(item.description)
                    .close("summary")
                    .close("entry");
        }
        return Response.of(
                HttpStatus.OK, "application/atom+xml; charset=utf-8", xml.close("feed").toString());
    }

    private static String rfc822(Instant time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
    }
}
