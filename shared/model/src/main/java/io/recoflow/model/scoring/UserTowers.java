package io.recoflow.model.scoring;

import io.recoflow.model.bundle.FileDigest;
import io.recoflow.model.bundle.Manifest;
import io.recoflow.model.bundle.ModelBundle;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The user towers that this process has loaded: one a model version, however many tasks ask for it. Static, because the
 * tasks of an executor share nothing else, and loading a tower takes milliseconds and memory outside the heap.
 */
public final class UserTowers {

    /** The present version, and the one before it. */
    private static final int MOST_LOADED = 2;

    private static final Map<FileDigest, Tower> LOADED = new LinkedHashMap<>();

    private UserTowers() {}

    /** The bundle's user tower; loaded by the first caller, while the others wait. Not to be closed by its users. */
    public static Tower of(ModelBundle bundle) {
        Manifest manifest = bundle.manifest();
        FileDigest digest = manifest.files().get(manifest.userTower().file());
        synchronized (LOADED) {
            Tower tower = LOADED.remove(digest);
            if (tower == null) {
                tower = Tower.load(bundle.read(manifest.userTower()), manifest.userTower(), manifest);
            }
            LOADED.put(digest, tower);
            while (LOADED.size() > MOST_LOADED) {
                LOADED.remove(LOADED.keySet().iterator().next());
            }
            return tower;
        }
    }
}
