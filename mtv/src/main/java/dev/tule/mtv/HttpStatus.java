package dev.tule.mtv;

/** Status codes by name (RFC 9110 section 15), and the phrases that people know them by. */
public final class HttpStatus {
    public static final int OK = 200;
    public static final int CREATED = 201;
    public static final int NO_CONTENT = 204;
    public static final int PARTIAL_CONTENT = 206;
    public static final int MOVED_PERMANENTLY = 301;
    public static final int FOUND = 302;
    public static final int NOT_MODIFIED = 304;
    public static final int TEMPORARY_REDIRECT = 307;
    public static final int PERMANENT_REDIRECT = 308;
    public static final int BAD_REQUEST = 400;
    public static final int FORBIDDEN = 403;
    public static final int NOT_FOUND = 404;
    public static final int METHOD_NOT_ALLOWED = 405;
    public static final int GONE = 410;
    public static final int PRECONDITION_FAILED = 412;
    public static final int CONTENT_TOO_LARGE = 413;
    public static final int RANGE_NOT_SATISFIABLE = 416;
    public static final int INTERNAL_SERVER_ERROR = 500;

    private HttpStatus() {}

    public static boolean isRedirect(int status) {
        return status == MOVED_PERMANENTLY
                || status == FOUND
                || status == 303
                || status == TEMPORARY_REDIRECT
                || status == PERMANENT_REDIRECT;
    }

    /** The phrase of a status that Tule answers with; {@code "Error"} for others. */
    public static String reason(int status) {
        return switch (status) {
            case OK -> "OK";
            case CREATED -> "Created";
            case NO_CONTENT -> "No Content";
            case PARTIAL_CONTENT -> "Partial Content";
            case MOVED_PERMANENTLY -> "Moved Permanently";
            case FOUND -> "Found";
            case NOT_MODIFIED -> "Not Modified";
            case BAD_REQUEST -> "Bad Request";
            case FORBIDDEN -> "Forbidden";
            case NOT_FOUND -> "Not Found";
            case METHOD_NOT_ALLOWED -> "Method Not Allowed";
            case GONE -> "Gone";
            case PRECONDITION_FAILED -> "Precondition Failed";
            case CONTENT_TOO_LARGE -> "Content Too Large";
            case RANGE_NOT_SATISFIABLE -> "Range Not Satisfiable";
            case INTERNAL_SERVER_ERROR -> "Server Error";
            default -> "Error";
        };
    }
}
