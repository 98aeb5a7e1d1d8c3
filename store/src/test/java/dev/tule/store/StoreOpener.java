package dev.tule.store;

/**
 * Opens the store under test, in this process or in another, which makes one by the constructor
 * without parameters.
 */
interface StoreOpener {

    /**
     * @param location where the data is, and is to be found again
     */
    Store open(String location, Limits limits, ChangeRetention retention);
}
