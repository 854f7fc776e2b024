#pragma once

// What an open journal holds in memory: nothing that a lost transaction could make wrong.

#include "journal/journal.h"
#include "journal/key_ring.h"
#include "journal/record.h"

namespace sokuo::journal {

struct Journal::State {
    State(store::Store& shelf, Keys& keys, const Clock& time, Random& chance, Options wanted)
        : store{shelf}, clock{time}, random{chance}, options{std::move(wanted)}, ring{keys},
          reader{ring, options.upcasts} {}

    store::Store& store;
    const Clock& clock;
    Random& random;
    Options options; ///< `views` begins with the journal's own.
    KeyRing ring;
    Reader reader;
    Opened opened;
};

} // namespace sokuo::journal
