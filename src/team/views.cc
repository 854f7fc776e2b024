#include "team/views.h"

#include "team/access.h"
#include "team/break_glass.h"
#include "team/engaged.h"
#include "team/people.h"
#include "team/roster_store.h"
#include "team/succession_store.h"
#include "team/veil.h"
#include "team/wake_store.h"

namespace sokuo::team {

std::vector<journal::View> views() {
    return {veil_view(),   engaged_view(),    access_view(), break_glass_view(),
            people_view(), succession_view(), roster_view(), wake_view()};
}

std::vector<journal::View> views(std::vector<journal::View> first,
                                 const std::vector<journal::View>& rest) {
    for (const auto& view : views())
        first.push_back(view);
    first.insert(first.end(), rest.begin(), rest.end());
    return first;
}

} // namespace sokuo::team
