package dev.tule.wamp.router;

/**
 * Who a session belongs to.
 *
 * @param id its name; drawn at random for anonymous ones
 * @param role what it may do
 * @param method how it proved who it is
 * @param provider who knows it
 */
record Principal(String id, String role, String method, String provider) {

    /** Whether its name was drawn at random, and stands for nobody. */
    boolean isAnonymous() {
        return method.equals("anonymous");
    }
}
