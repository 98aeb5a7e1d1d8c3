package dev.tule.engines.local;

import dev.tule.engines.ServerName;

/** The other servers of a directory, to one that has news for them. Called without its turn. */
interface Kin {

    /** It is no more. */
    void gone(LocalServer server);

    /** A replica follows its primary no longer. */
    void parted(ServerName primary, ServerName replica);

    /** It listens elsewhere: its replicas are to look there. */
    void moved(LocalServer primary);
}
