# What a program that reads hostile bytes is built with; each flag was tried with g++ 12.2.
target_compile_options(rules INTERFACE -Wformat=2 -Wimplicit-fallthrough -Wtrampolines
  -Wbidi-chars=any -Werror=format-security -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3
  -D_GLIBCXX_ASSERTIONS -fstack-clash-protection -fstack-protector-strong -fcf-protection=full
  -ftrivial-auto-var-init=zero -fno-delete-null-pointer-checks -fno-strict-overflow
  -fno-strict-aliasing -fPIE)
target_link_options(rules INTERFACE -pie -Wl,-z,relro,-z,now,-z,noexecstack,-z,nodlopen
  -Wl,--as-needed)
option(LTO "Link-time optimisation" ON)
if(LTO)
  set(CMAKE_INTERPROCEDURAL_OPTIMIZATION ON)
endif()
