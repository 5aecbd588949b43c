package no.rapportmottak.reception;

import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;

/**
 * What the file consumer remembers of files in progress: nothing. A poll that throws can leave such
 * memories behind, and the files are then skipped until a restart (CAMEL-24090); the claim's rename
 * makes them needless.
 */
class NothingInProgress extends ServiceSupport implements IdempotentRepository {

    @Override
    public boolean add(String key) {
        return true;
    }

    @Override
    public boolean contains(String key) {
        return false;
    }

    @Override
    public boolean remove(String key) {
        return true;
    }

    @Override
    public boolean confirm(String key) {
        return true;
    }

    @Override
    public void clear() {}
}
